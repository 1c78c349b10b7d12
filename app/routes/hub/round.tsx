import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime, packs } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { sayRefusal } from "#app/i18n/refusals.ts";
import { Missing } from "#app/kernel/errors.ts";
import { adjustableShares } from "#app/modules/allotment/adjust-reads.server.ts";
import { adjustRound } from "#app/modules/allotment/adjust-round.server.ts";
import {
  isSecondReader,
  mayProposeAllotment,
  mayPublishAllotment,
} from "#app/modules/allotment/allotment.policy.ts";
import { sayRule } from "#app/modules/allotment/because-words.ts";
import { discardRound } from "#app/modules/allotment/discard-round.server.ts";
import { publishAllotment } from "#app/modules/allotment/publish-allotment.server.ts";
import type { AllotmentBecause } from "#app/modules/allotment/round.ts";
import { roundsOf } from "#app/modules/allotment/round-reads.server.ts";
import { AdjustForm } from "#app/modules/allotment/ui/adjust-form.tsx";
import { keyName, RoundBadge, roundName } from "#app/modules/allotment/ui/allotment-badge.tsx";
import { ComputingBox } from "#app/modules/allotment/ui/computing-box.tsx";
import { LeftOut } from "#app/modules/allotment/ui/left-out.tsx";
import { PublishBox } from "#app/modules/allotment/ui/publish-box.tsx";
import { RoundBars } from "#app/modules/allotment/ui/round-bars.tsx";
import { RoundChanges } from "#app/modules/allotment/ui/round-changes.tsx";
import { RoundTable } from "#app/modules/allotment/ui/round-table.tsx";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { isShareable } from "#app/modules/contracts/schedule.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";

/** The trade center looks at any table; a koperasi of the call-off at published ones. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "allotments.read");
  const shown = await callOffById(organisation.id, params["callOffId"] ?? "");
  if (!shown) throw new Missing("contracts.callOffMissing");
  const { callOff } = shown;
  const rounds = await roundsOf(organisation.id, callOff.id);
  const found = rounds.find(({ round }) => round.id === params["roundId"]);
  if (!found) throw new Missing("allotment.missing");
  const { round, shares } = found;
  const isProposed = isShareable(callOff) && round.state === "proposed";
  const mayAdjust = isProposed && mayProposeAllotment(actor, callOff);
  const mayPublish = isProposed && mayPublishAllotment(actor, callOff);
  return {
    ...shown,
    round,
    shares: shares.map((share) => ({ ...share, because: share.because as AllotmentBecause })),
    waves: found.waves,
    leftOut: found.leftOut,
    changes: found.changes,
    failed: round.failedBecause === null ? null : sayRefusal(round.failedBecause, { packs: round.packs }),
    unplaced: round.packs - shares.reduce((sum, share) => sum + share.packs, 0),
    adjustable: mayAdjust ? await adjustableShares(round.id) : [],
    papers: await documentsAbout(organisation.id, [round.id]),
    isHub: callOff.hubId === organisation.id,
    ownId: organisation.id,
    deeds: {
      publish: mayPublish && isSecondReader(actor, round),
      publishIsForAnother: mayPublish && !isSecondReader(actor, round),
      publishIsForHead: isProposed && !mayPublish,
      discard: mayAdjust,
    },
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "allotments.read");
  const form = await readForm(request);
  const back = `/${organisation.slug}/panggilan/${params["callOffId"]}`;
  const input = () => ({ roundId: params["roundId"] });
  if (form.text("intent") === "discard")
    return formCommand(form, {
      call,
      command: discardRound,
      input,
      to: () => back,
      flash: () => m.allotment_discarded_done(),
    });
  if (form.text("intent") === "adjust")
    return formCommand(form, {
      call,
      command: adjustRound,
      input: (fields) => ({
        roundId: params["roundId"],
        shares: fields.rows("shares").map((row) => ({
          koperasiId: row.text("koperasiId"),
          callOffId: row.text("callOffId"),
          packs: row.text("packs"),
        })),
        reason: fields.text("adjustReason"),
      }),
      fieldNames: { reason: "adjustReason" },
      to: ({ roundId }) => `${back}/jatah/${roundId}`,
      flash: () => m.allotment_adjust_done(),
    });
  return formCommand(form, {
    call,
    command: publishAllotment,
    input,
    to: ({ roundId }) => `${back}/jatah/${roundId}`,
    flash: () => m.allotment_published_done(),
  });
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data ? `${m.allotment_table()} ${data.callOff.number}` : m.allotment_table()) },
];

export default function Round() {
  const loaded = useLoaderData<typeof loader>();
  const { callOff, round, shares, unplaced, papers, isHub, ownId, deeds, slug, zone, key, packUnit } = loaded;
  const answer = useActionData<typeof action>();
  const callOffTo = isHub ? `/${slug}/panggilan/${callOff.id}` : `/${slug}/jatah/${callOff.id}`;
  return (
    <Page
      title={roundName(round.round, round.rule)}
      lead={m.allotment_table_lead()}
      badge={<RoundBadge state={round.state} />}
      breadcrumbs={[{ to: callOffTo, label: m.contracts_calloff_breadcrumb({ number: callOff.number }) }]}
      width="wide"
    >
      <PublishBox deeds={deeds} idempotencyKey={key} errors={answer?.errors ?? {}} />
      {round.state === "asked" ? (
        <ComputingBox to={`/${slug}/panggilan/${callOff.id}/jatah/${round.id}`} />
      ) : (
        <Section tone="flush" title={m.allotment_table()}>
          <RoundTable shares={shares} waves={loaded.waves} ownId={ownId} packUnit={packUnit} />
          <LeftOut rows={loaded.leftOut} />
        </Section>
      )}
      {loaded.failed === null ? null : (
        <Callout tone="brick" title={m.allotment_failed_title()}>
          {loaded.failed}
        </Callout>
      )}
      {loaded.changes.length > 0 ? (
        <Section tone="flush" title={m.allotment_changes_title()} lead={m.allotment_changes_lead()}>
          <RoundChanges changes={loaded.changes} />
        </Section>
      ) : null}
      <Split
        aside={
          <>
            <Section tone="card">
              <Facts
                facts={[
                  { label: m.allotment_requested(), value: packs(round.packs, packUnit) },
                  { label: m.allotment_unplaced(), value: packs(unplaced, packUnit) },
                  {
                    label: m.allotment_published_at(),
                    value: round.publishedAt ? dateTime(round.publishedAt, zone) : null,
                  },
                ]}
              />
            </Section>
            <DocumentLinks papers={papers} />
          </>
        }
      >
        <Section tone="card">
          <RoundBars shares={shares} packUnit={packUnit} />
        </Section>
        <Section tone="card" title={m.allotment_round_how()}>
          <p>{sayRule(round.rule)}</p>
          <p className="mt-2 text-ink-soft">{keyName(round.key)}</p>
          {round.adjustedBecause === null ? null : (
            <p className="mt-2">
              <strong>{m.allotment_adjusted_because({ reason: round.adjustedBecause })}</strong>
            </p>
          )}
          {round.note === null ? null : <p className="mt-2 text-ink-soft">{round.note}</p>}
        </Section>
      </Split>
      {loaded.adjustable.length > 0 ? (
        <Section
          tone="card"
          title={m.allotment_adjust_title()}
          lead={m.allotment_adjust_lead()}
          fold={Object.keys(answer?.errors ?? {}).length > 0 ? "open" : "closed"}
        >
          <AdjustForm
            idempotencyKey={key}
            shares={loaded.adjustable}
            packUnit={packUnit}
            errors={answer?.errors ?? {}}
            values={answer?.values ?? {}}
          />
        </Section>
      ) : null}
    </Page>
  );
}
