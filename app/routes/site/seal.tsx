import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { screenLoader } from "#app/http/respond.server.ts";
import { date, dateTime, rupiah, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { proofOfRun, type SealedCell, sealedNight } from "#app/modules/matching/night-file-reads.server.ts";
import { amountOf } from "#app/modules/matching/ui/price-words.ts";
import { SealHowTo } from "#app/modules/matching/ui/seal-how-to.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { SiteShell } from "#app/ui/layout/site-shell.tsx";

/** More leaves than this are in the files only. */
const LEAVES_SHOWN = 50;

/** One published night: its counts, its root, and of each cell the hashes and the files to check it by. */
export const loader = screenLoader(async ({ params }: LoaderFunctionArgs) => {
  const sealed = await sealedNight(params["nightId"] ?? "");
  if (!sealed) throw new Missing("matching.nightMissing");
  const cells = await Promise.all(
    sealed.cells.map(async (cell) => ({ ...cell, proof: await proofOfRun(cell.runId) })),
  );
  return { night: sealed.night, cells };
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  {
    title: pageTitle(
      data ? m.matching_seal_night({ day: date(data.night.deliveryDay) }) : m.matching_seal_title(),
    ),
  },
];

export default function Seal() {
  const { night, cells } = useLoaderData<typeof loader>();
  return (
    <SiteShell>
      <div className="mx-auto flex max-w-4xl flex-col gap-6 px-4 py-8 sm:px-6">
        <header>
          <Link
            to="/segel"
            className="inline-flex min-h-11 items-center font-semibold text-leaf-700 underline"
          >
            {m.matching_seal_title()}
          </Link>
          <h1 className="text-2xl font-extrabold">
            {m.matching_seal_night({ day: date(night.deliveryDay) })}
          </h1>
        </header>
        <Section tone="card">
          <Facts
            facts={[
              { label: m.matching_seal_cut_off(), value: dateTime(night.cutOffAt) },
              { label: m.matching_seal_lines(), value: whole(night.lineCount) },
              { label: m.matching_seal_offers(), value: whole(night.offerCount) },
              { label: m.matching_seal_sales(), value: whole(night.assignmentCount) },
              { label: m.matching_seal_components(), value: whole(night.componentCount) },
              { label: m.matching_seal_root(), value: <Hash of={night.root ?? ""} /> },
            ]}
          />
        </Section>
        {cells.map((cell) => (
          <CellSheet key={cell.runId} cell={cell} nightId={night.id} />
        ))}
        <SealHowTo />
      </div>
    </SiteShell>
  );
}

function Hash({ of }: { readonly of: string }) {
  return <code className="text-sm break-all">{of}</code>;
}

type ProvenCell = SealedCell & { readonly proof: Awaited<ReturnType<typeof proofOfRun>> };

function CellSheet({ cell, nightId }: { readonly cell: ProvenCell; readonly nightId: string }) {
  const leaves = [...cell.components, cell.rest];
  return (
    <Section tone="card" title={cell.commodity}>
      <Facts
        facts={[
          { label: m.matching_seal_lines(), value: whole(cell.lineCount) },
          { label: m.matching_seal_offers(), value: whole(cell.offerCount) },
          { label: m.matching_seal_sales(), value: whole(cell.assignmentCount) },
          { label: m.matching_seal_gap(), value: amountOf(cell.gapBase, cell.baseUnit) },
          { label: m.matching_seal_tier_gap(), value: rupiah(cell.tierGapRupiah) },
          ...(cell.proof === null
            ? []
            : [
                { label: m.matching_seal_primal(), value: whole(cell.proof.primal) },
                { label: m.matching_seal_dual(), value: whole(cell.proof.dual) },
              ]),
          { label: m.matching_seal_rows_hash(), value: <Hash of={cell.rowsHash} /> },
          { label: m.matching_seal_result_hash(), value: <Hash of={cell.resultHash} /> },
        ]}
      />
      <p className="mt-2 flex flex-wrap gap-x-6">
        {(["instance", "result"] as const).map((kind) => (
          <a
            key={kind}
            href={`/segel/${nightId}/${cell.commodityCode}-${kind}.json`}
            download
            className="inline-flex min-h-11 items-center font-semibold text-leaf-700 underline"
          >
            {cell.commodityCode}-{kind}.json
          </a>
        ))}
      </p>
      <details>
        <summary className="inline-flex min-h-11 items-center font-semibold text-leaf-700">
          {m.matching_seal_leaves({ count: whole(leaves.length) })}
        </summary>
        <ol className="grid gap-1">
          {leaves.slice(0, LEAVES_SHOWN).map((leaf) => (
            <li key={leaf}>
              <Hash of={leaf} />
            </li>
          ))}
          {leaves.length > LEAVES_SHOWN ? <li>…</li> : null}
        </ol>
      </details>
    </Section>
  );
}
