import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong, packs } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { mayLockCallOff, mayProposeAllotment } from "#app/modules/allotment/allotment.policy.ts";
import { roundsOf, roundTable } from "#app/modules/allotment/allotment-reads.server.ts";
import { lockCallOff } from "#app/modules/allotment/lock-call-off.server.ts";
import { proposeAllotment } from "#app/modules/allotment/propose-allotment.server.ts";
import { CapacityTable } from "#app/modules/allotment/ui/capacity-table.tsx";
import { LockBox } from "#app/modules/allotment/ui/lock-box.tsx";
import { ProposeForm } from "#app/modules/allotment/ui/propose-form.tsx";
import { RuleComparison } from "#app/modules/allotment/ui/rule-comparison.tsx";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { mayOpenCallOff, maySetCapacity } from "#app/modules/contracts/contract.policy.ts";
import { setCapacity } from "#app/modules/contracts/set-capacity.server.ts";
import { CallOffEnding } from "#app/modules/contracts/ui/call-off-ending.tsx";
import { CallOffFigures, CallOffPrice } from "#app/modules/contracts/ui/call-off-figures.tsx";
import { CapacityForm } from "#app/modules/contracts/ui/capacity-form.tsx";
import { CallOffBadge } from "#app/modules/contracts/ui/contract-badge.tsx";
import { surveyedUnit } from "#app/modules/contracts/ui/measure-words.tsx";
import { activeOrganisations } from "#app/modules/identity/organisation-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { StatementTable } from "#app/modules/invoicing/ui/statements.tsx";
import { cancelCallOff } from "#app/modules/shipments/cancel-call-off.server.ts";
import { planTrip } from "#app/modules/shipments/plan-trip.server.ts";
import { mayDepartTrip } from "#app/modules/shipments/shipment.policy.ts";
import { tripOfCallOff } from "#app/modules/shipments/trip-reads.server.ts";
import { CallOffSteps } from "#app/modules/shipments/ui/call-off-steps.tsx";
import { TripLinks } from "#app/modules/shipments/ui/trip-links.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "contracts.read");
  const { call, actor, organisation } = member;
  const shown = await callOffById(organisation.id, params["callOffId"] ?? "");
  if (!shown) throw new Missing("contracts.callOffMissing");
  const { callOff } = shown;
  const isHub = callOff.hubId === organisation.id;
  if (!isHub && shown.buyerId !== organisation.id)
    throw redirect(`/${organisation.slug}/jatah/${callOff.id}`);
  const parties = { hubId: callOff.hubId, buyerId: shown.buyerId };
  const isOpen = callOff.state === "open";
  const mayInvite = isOpen && maySetCapacity(actor, callOff);
  const maySeeMoney = isHub && may(actor, "payouts.read");
  const [table, rounds, trip, koperasi, statements] = await Promise.all([
    roundTable(organisation.id, callOff.id),
    isHub ? roundsOf(organisation.id, callOff.id) : [],
    tripOfCallOff(organisation.id, callOff.id),
    mayInvite ? activeOrganisations({ kind: "koperasi" }) : [],
    maySeeMoney ? statementsOf(organisation.id, callOff.id) : [],
  ]);
  const rows = table?.rows ?? [];
  const taken = rows.reduce((sum, row) => sum + row.acceptedPacks, 0);
  const waiting = rows.reduce((sum, row) => sum + row.waitingPacks, 0);
  const rest = callOff.packs - taken - waiting;
  const isAnswered =
    waiting === 0 &&
    rounds.some(({ round }) => round.state === "published") &&
    rounds.every(({ round }) => round.state !== "proposed");
  const changing = new URL(request.url).searchParams.get("koperasi");
  return {
    ...shown,
    isHub,
    rows,
    rounds: rounds
      .filter(({ round }) => round.state !== "discarded")
      .map(({ round, shares }) => ({ ...round, shares })),
    trip: trip && { id: trip.trip.id, state: trip.trip.state },
    koperasi: koperasi.map(({ id, name, regionName }) => ({ value: id, label: `${name} · ${regionName}` })),
    changing: rows.find((row) => row.koperasiId === changing) ?? null,
    taken,
    waiting,
    short: isAnswered && rest > 0 ? { packs: rest, unit: shown.packUnit } : null,
    statements,
    isPaid: statements.length > 0 && statements.every((one) => one.paidRupiah === one.netRupiah),
    deeds: {
      invite: mayInvite,
      propose:
        isOpen && rows.some((row) => row.packsMax > 0) && rest > 0 && mayProposeAllotment(actor, callOff),
      lock: isOpen && taken > 0 && mayLockCallOff(actor, callOff),
      cancel:
        (isOpen || callOff.state === "locked") &&
        (trip === null || trip.trip.state === "planned") &&
        mayOpenCallOff(actor, parties),
      pay: may(actor, "payouts.request") && statements.some((one) => one.paidRupiah < one.netRupiah),
      plan: callOff.state === "locked" && trip === null && mayDepartTrip(actor, parties),
    },
    slug: organisation.slug,
    zone: organisation.timeZone,
    now: call.at,
    key: newReceiptKey(),
  };
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
        }),
        to,
        flash: () => m.contracts_capacity_done(),
      });
    case "propose":
      return formCommand(form, {
        call,
        command: proposeAllotment,
        input: (fields) => ({ callOffId, rule: fields.text("rule"), note: fields.text("roundNote") }),
        fieldNames: { note: "roundNote" },
        to: () => `${to()}#usulan`,
        flash: () => m.allotment_proposed_done(),
      });
    case "lock": {
      const flash = () => m.allotment_locked_done();
      return formCommand(form, { call, command: lockCallOff, input: () => ({ callOffId }), to, flash });
    }
    case "cancel":
      return formCommand(form, {
        call,
        command: cancelCallOff,
        input: (fields) => ({ callOffId, reason: fields.text("reason") }),
        to,
        flash: () => m.contracts_cancelled_done(),
      });
    default:
      return formCommand(form, {
        call,
        command: planTrip,
        input: () => ({ callOffId }),
        to: ({ tripId }) => `/${organisation.slug}/perjalanan/${tripId}`,
        flash: () => m.shipments_trip_planned_done(),
      });
  }
});

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.callOff.number ?? m.contracts_calloffs()) },
];

export default function CallOff() {
  const loaded = useLoaderData<typeof loader>();
  const { callOff, deeds, slug, key, packUnit, rows, rounds } = loaded;
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const values = answer?.values ?? {};
  const here = `/${slug}/panggilan/${callOff.id}`;
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
          isShared={rounds.length > 0}
          tripState={loaded.trip?.state ?? null}
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
      <TripLinks
        slug={slug}
        callOffId={callOff.id}
        trip={loaded.trip}
        isHub={loaded.isHub}
        mayPlan={deeds.plan}
        idempotencyKey={key}
      />
      {deeds.lock && loaded.short !== null ? <LockBox idempotencyKey={key} short={loaded.short} /> : null}
      {loaded.statements.length > 0 ? (
        <Section
          tone="flush"
          title={m.invoicing_statements_title()}
          lead={m.invoicing_statements_lead()}
          actions={
            deeds.pay ? (
              <ButtonLink to={`/${slug}/bayar-produsen`} variant="secondary" size="small" icon="money">
                {m.invoicing_statements_pay()}
              </ButtonLink>
            ) : undefined
          }
        >
          <StatementTable statements={loaded.statements} />
        </Section>
      ) : null}
      <CallOffPrice because={callOff.priceBecause} note={callOff.note} />
      {loaded.isHub ? (
        <>
          <Section tone="flush" title={m.contracts_capacities()} lead={m.contracts_capacities_lead()}>
            <CapacityTable
              rows={rows}
              changeTo={deeds.invite ? (row) => `${here}?koperasi=${row.koperasiId}#undang` : undefined}
            />
          </Section>
          {rounds.length > 0 ? (
            <Section
              tone="flush"
              title={m.allotment_compare_title()}
              lead={m.allotment_compare_lead()}
              id="usulan"
            >
              <RuleComparison
                rounds={rounds}
                koperasi={rows.map((row) => ({
                  id: row.koperasiId,
                  name: row.koperasiName,
                  weight: row.weight,
                }))}
                packUnit={packUnit}
                to={(roundId) => `${here}/jatah/${roundId}`}
              />
            </Section>
          ) : null}
          {deeds.propose ? (
            <Section tone="card" title={m.allotment_propose_title()} lead={m.allotment_propose_lead()}>
              <ProposeForm
                idempotencyKey={key}
                errors={errors}
                rules={["hamilton", "webster", "equal", "priority"]}
              />
            </Section>
          ) : null}
          {deeds.lock && loaded.short === null ? <LockBox idempotencyKey={key} short={null} /> : null}
          {deeds.invite ? (
            <Section tone="card" title={m.contracts_capacity_title()} id="undang">
              <CapacityForm
                key={loaded.changing?.koperasiId ?? "new"}
                idempotencyKey={key}
                koperasi={loaded.koperasi}
                standing={loaded.changing}
                packUnit={packUnit}
                unit={surveyedUnit(loaded.baseUnit).word}
                errors={errors}
                values={values}
              />
            </Section>
          ) : null}
        </>
      ) : (
        <Callout>{m.contracts_buyer_view()}</Callout>
      )}
      {deeds.cancel ? <CallOffEnding idempotencyKey={key} errors={errors} /> : null}
    </Page>
  );
}
