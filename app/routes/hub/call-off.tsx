import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong, packs } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { proposeAllotment } from "#app/modules/allotment/propose-allotment.server.ts";
import { ComputingBox } from "#app/modules/allotment/ui/computing-box.tsx";
import { LockBox } from "#app/modules/allotment/ui/lock-box.tsx";
import { setCapacity } from "#app/modules/contracts/set-capacity.server.ts";
import { CallOffFigures, CallOffPrice } from "#app/modules/contracts/ui/call-off-figures.tsx";
import { CallOffBadge } from "#app/modules/contracts/ui/contract-badge.tsx";
import { CallOffEnding } from "#app/modules/contracts/ui/ending.tsx";
import { WaveLinks } from "#app/modules/contracts/ui/wave-links.tsx";
import { StatementTable } from "#app/modules/invoicing/ui/statements.tsx";
import { cancelCallOff } from "#app/modules/shipments/cancel-call-off.server.ts";
import { CallOffSteps } from "#app/modules/shipments/ui/call-off-steps.tsx";
import { TripLinks } from "#app/modules/shipments/ui/trip-links.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { callOffPage } from "./call-off-page.server.ts";
import { CallOffSharing } from "./call-off-sharing.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.read");
  const asked = new URL(request.url).searchParams;
  return callOffPage(member, {
    callOffId: params["callOffId"] ?? "",
    changing: asked.get("koperasi"),
    key: asked.get("kunci") === "standar" ? "standard" : "agreed",
  });
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "contracts.read");
  const form = await readForm(request);
  const callOffId = params["callOffId"];
  const to = () => `/${organisation.slug}/panggilan/${callOffId}`;
  switch (form.text("intent")) {
    case "capacity":
      return formCommand(form, {
        call,
        command: setCapacity,
        input: (fields) => ({
          callOffId,
          koperasiId: fields.text("koperasiId"),
          packsMax: fields.text("packsMax"),
          weight: fields.text("weight"),
          floorPacks: fields.text("floorPacks"),
          everyWave: fields.text("everyWave"),
          keepsCold: fields.text("keepsCold") ?? "false",
        }),
        to,
        flash: () => m.contracts_capacity_done(),
      });
    case "propose":
      return formCommand(form, {
        call,
        command: proposeAllotment,
        input: (fields) => ({
          callOffId,
          rule: fields.text("rule"),
          key: fields.text("key"),
          note: fields.text("roundNote"),
        }),
        fieldNames: { note: "roundNote" },
        to: () => `${to()}#usulan`,
        flash: () => m.allotment_proposed_done(),
      });
    case "lock": {
      const flash = () => m.allotment_locked_done();
      return formCommand(form, { call, command: lockCallOff, input: () => ({ callOffId }), to, flash });
    }
    default:
      return formCommand(form, {
        call,
        command: cancelCallOff,
        input: (fields) => ({ callOffId, reason: fields.text("reason") }),
        to,
        flash: () => m.contracts_cancelled_done(),
      });
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.callOff.number ?? m.contracts_calloffs()) },
];

export default function CallOff() {
  const loaded = useLoaderData<typeof loader>();
  const { callOff, deeds, slug, key, packUnit } = loaded;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const values = answer?.values ?? {};
  return (
    <Page
      title={m.contracts_calloff_title({
        goods: loaded.commodityName,
        packs: packs(callOff.packs, packUnit),
      })}
      lead={m.contracts_calloff_lead({
        number: callOff.number,
        buyer: loaded.buyerName,
        day: dateLong(callOff.deliveryDay),
      })}
      badge={<CallOffBadge state={callOff.state} />}
      width="wide"
      breadcrumbs={[
        { to: `/${slug}/kontrak`, label: m.contracts_title() },
        {
          to: `/${slug}/kontrak/${callOff.contractId}`,
          label: m.contracts_numbered({ number: loaded.contractNumber }),
        },
      ]}
    >
      <ErrorSummary errors={errors} />
      {loaded.isHub && !loaded.isPaid ? (
        <CallOffSteps
          state={callOff.state}
          isShared={loaded.rounds.length > 0}
          tripState={loaded.trips.some((trip) => trip.state === "departed") ? "departed" : null}
        />
      ) : null}
      <CallOffFigures
        callOff={callOff}
        packUnit={packUnit}
        baseUnit={loaded.baseUnit}
        taken={loaded.isHub ? { accepted: loaded.taken, waiting: loaded.waiting } : null}
        now={loaded.now}
        zone={loaded.zone}
      />
      <WaveLinks
        waves={loaded.waves}
        currentId={callOff.id}
        packUnit={packUnit}
        to={(waveId) => `/${slug}/panggilan/${waveId}`}
      />
      {loaded.isComputing ? <ComputingBox to={`/${slug}/panggilan/${callOff.id}#usulan`} /> : null}
      {loaded.failed === null || loaded.isComputing ? null : (
        <Callout tone="brick" title={m.allotment_failed_title()}>
          {loaded.failed}
        </Callout>
      )}
      <TripLinks
        slug={slug}
        callOffId={callOff.id}
        trips={loaded.trips}
        unit={loaded.baseUnit}
        isHub={loaded.isHub}
        mayPlan={deeds.plan}
      />
      {deeds.lock && loaded.short !== null ? <LockBox idempotencyKey={key} short={loaded.short} /> : null}
      {loaded.statements.length > 0 ? (
        <Section
          tone="flush"
          title={m.invoicing_statements_title()}
          lead={m.invoicing_statements_lead()}
          actions={
            <>
              {deeds.pay ? (
                <ButtonLink to={`/${slug}/bayar-produsen`} variant="secondary" size="small" icon="money">
                  {m.invoicing_statements_pay()}
                </ButtonLink>
              ) : null}
              <ButtonLink to={`/${slug}/jejak/${callOff.id}`} variant="secondary" size="small" icon="search">
                {m.oversight_traces()}
              </ButtonLink>
            </>
          }
        >
          <StatementTable statements={loaded.statements} slug={slug} />
        </Section>
      ) : null}
      <CallOffPrice because={callOff.priceBecause} note={callOff.note} cooling={callOff.cooling} />
      {loaded.isHub ? (
        <CallOffSharing
          loaded={loaded}
          here={`/${slug}/panggilan/${callOff.id}`}
          errors={errors}
          values={values}
        />
      ) : (
        <Callout>{m.contracts_buyer_view()}</Callout>
      )}
      {deeds.cancel ? <CallOffEnding idempotencyKey={key} errors={errors} /> : null}
    </Page>
  );
}
