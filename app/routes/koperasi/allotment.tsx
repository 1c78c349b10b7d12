import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong, packs, unitWords, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { acceptSchedule } from "#app/modules/allotment/accept-schedule.server.ts";
import { mayAnswerAllotment } from "#app/modules/allotment/allotment.policy.ts";
import { roundTable } from "#app/modules/allotment/allotment-reads.server.ts";
import { answerAllotment } from "#app/modules/allotment/answer-allotment.server.ts";
import { answerDeadlineOf } from "#app/modules/allotment/deadline-reads.server.ts";
import { releaseShare } from "#app/modules/allotment/release-share.server.ts";
import type { AllotmentBecause } from "#app/modules/allotment/round.ts";
import { type RoundShown, roundsOf } from "#app/modules/allotment/round-reads.server.ts";
import { roundName } from "#app/modules/allotment/ui/allotment-badge.tsx";
import { AnswerForm } from "#app/modules/allotment/ui/answer-form.tsx";
import { CapacityTable } from "#app/modules/allotment/ui/capacity-table.tsx";
import { DeclareForm } from "#app/modules/allotment/ui/declare-form.tsx";
import { LeftOut } from "#app/modules/allotment/ui/left-out.tsx";
import { ReleaseForm } from "#app/modules/allotment/ui/release-form.tsx";
import { RoundChanges } from "#app/modules/allotment/ui/round-changes.tsx";
import { RoundTable } from "#app/modules/allotment/ui/round-table.tsx";
import {
  type Capacity,
  callOffById,
  capacitiesOf,
  scheduleLimitsOf,
  wavesOf,
} from "#app/modules/contracts/call-off-reads.server.ts";
import { mayDeclareCapacity } from "#app/modules/contracts/contract.policy.ts";
import { declareSchedule } from "#app/modules/contracts/declare-schedule.server.ts";
import { isShareable } from "#app/modules/contracts/schedule.ts";
import { CallOffFigures, CallOffPrice } from "#app/modules/contracts/ui/call-off-figures.tsx";
import { CallOffBadge } from "#app/modules/contracts/ui/contract-badge.tsx";
import { WaveLinks } from "#app/modules/contracts/ui/wave-links.tsx";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { statementsOf } from "#app/modules/invoicing/invoice-reads.server.ts";
import { OwnStatement } from "#app/modules/invoicing/ui/statements.tsx";
import { tripsOfCallOff } from "#app/modules/shipments/trip-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** A koperasi's side of a call-off: what it can bring, its share and answer, and the table that everyone sees. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(
    request,
    params["workspace"],
    "allotments.read",
  );
  const shown = await callOffById(organisation.id, params["callOffId"] ?? "");
  const hub = shown && (await organisationById(shown.callOff.hubId));
  if (!shown || !hub) throw new Missing("contracts.callOffMissing");
  const { callOff } = shown;
  const waves = await wavesOf(callOff.scheduleId);
  const waveIds = waves.map((wave) => wave.id);
  const [capacities, limits, rounds, table, statements, trips] = await Promise.all([
    capacitiesOf(waveIds),
    scheduleLimitsOf(callOff.scheduleId),
    roundsOf(organisation.id, callOff.id),
    roundTable(organisation.id, callOff.id),
    may(actor, "payouts.read") ? statementsOf(organisation.id, callOff.id) : [],
    tripsOfCallOff(organisation.id, callOff.id),
  ]);
  const statement = statements.at(0) ?? null;
  const isOwn = (share: { readonly koperasiId: string; readonly callOffId: string }) =>
    share.koperasiId === organisation.id && share.callOffId === callOff.id;
  const published = rounds.filter(({ round }) => round.state === "published");
  const own = published
    .flatMap(({ round, shares }) => shares.map((share) => ({ share, publishedAt: round.publishedAt })))
    .find(({ share }) => isOwn(share) && share.state === "published");
  const until = own?.publishedAt
    ? await answerDeadlineOf({
        hubRegionCode: hub.regionCode,
        callOffAnswerBy: callOff.answerBy,
        publishedAt: own.publishedAt,
      })
    : null;
  const waiting = published
    .flatMap(({ shares }) => shares)
    .filter((share) => share.koperasiId === organisation.id && share.state === "published");
  const isOpen = callOff.state === "open";
  const said = capacities.filter((one) => one.koperasiId === organisation.id);
  return {
    ...shown,
    waves,
    toDeclare: waves
      .filter((wave) => wave.state === "open")
      .map(({ id, deliveryDay }) => {
        const standing = said.find((one) => one.callOffId === id);
        return { id, deliveryDay, standing: standing ? standingOf(standing) : null };
      }),
    packsInAll: limits.get(organisation.id) ?? null,
    rounds: published.map(({ round, shares, waves: shared, leftOut, changes }) => ({
      ...round,
      waves: shared,
      leftOut,
      changes,
      shares: shares.map((share) => ({ ...share, because: share.because as AllotmentBecause })),
    })),
    rows: table?.rows ?? [],
    papers: await documentsAbout(organisation.id, [
      ...trips.flatMap(({ shares }) => shares.map((share) => share.shipmentId)),
      ...published.map(({ round }) => round.id),
      ...statements.map(({ id }) => id),
    ]),
    statement,
    bringPacks:
      isOpen || callOff.state === "locked"
        ? (table?.rows.find((row) => row.koperasiId === organisation.id)?.acceptedPacks ?? 0)
        : 0,
    toAnswer:
      own && until && isShareable(callOff) ? { id: own.share.id, packs: own.share.packs, until } : null,
    everyDay:
      waiting.length > 1
        ? { days: waiting.length, packs: waiting.reduce((sum, share) => sum + share.packs, 0) }
        : null,
    toRelease: isShareable(callOff) ? acceptedShareOf(rounds, isOwn) : null,
    isLate: until !== null && call.at > until,
    mayAnswer: mayAnswerAllotment(actor, { koperasiId: organisation.id }),
    mayDeclare: isOpen && mayDeclareCapacity(actor),
    ownId: organisation.id,
    slug: organisation.slug,
    zone: organisation.timeZone,
    now: call.at,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "allotments.read");
  const form = await readForm(request);
  const callOffId = params["callOffId"] ?? "";
  const to = () => `/${organisation.slug}/jatah/${callOffId}`;
  const intent = form.text("intent");
  if (intent === "declare")
    return formCommand(form, {
      call,
      command: declareSchedule,
      input: (fields) => ({
        callOffId,
        waves: fields.rows("waves").map((wave) => ({
          callOffId: wave.text("callOffId"),
          packsMax: wave.text("packsMax"),
          willingness: fields.text("willing"),
        })),
        packsInAll: fields.text("packsInAll") === "0" ? undefined : fields.text("packsInAll"),
        keepsCold: fields.text("keepsCold") ?? "false",
      }),
      to,
      flash: () => m.allotment_declared_done(),
    });
  if (intent === "everyDay")
    return formCommand(form, {
      call,
      command: acceptSchedule,
      input: () => ({ callOffId }),
      to,
      flash: ({ days }) => m.allotment_answered_every_day_done({ days }),
    });
  const allotmentId = form.text("allotmentId");
  if (intent === "release")
    return formCommand(form, {
      call,
      command: releaseShare,
      input: (fields) => ({
        allotmentId,
        keptPacks: fields.text("keptPacks"),
        reason: fields.text("releaseReason"),
      }),
      fieldNames: { reason: "releaseReason" },
      to,
      flash: () => m.allotment_release_done(),
    });
  const rounds = await roundsOf(organisation.id, callOffId);
  const share = rounds.flatMap(({ shares }) => shares).find((candidate) => candidate.id === allotmentId);
  return formCommand(form, {
    call,
    command: answerAllotment,
    input: (fields) => ({
      allotmentId,
      acceptedPacks: intent === "all" ? share?.packs : intent === "none" ? 0 : fields.text("acceptedPacks"),
      reason: fields.text("reason"),
    }),
    to,
    flash: () => m.allotment_answered_done(),
  });
});

/** What a koperasi said of a wave, as the form shows it again. */
function standingOf({ packsMax, floorPacks, willingness, keepsCold }: Capacity) {
  return { packsMax, floorPacks, isWilling: willingness !== "no", keepsCold };
}

/** The newest share of this call-off that the koperasi accepted and may give back. */
function acceptedShareOf(
  rounds: readonly RoundShown[],
  isOwn: (share: RoundShown["shares"][number]) => boolean,
) {
  const share = rounds.flatMap(({ shares }) => shares).find((one) => isOwn(one) && one.state === "accepted");
  return share ? { id: share.id, acceptedPacks: share.acceptedPacks ?? 0 } : null;
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data ? `${m.allotment_title()} ${data.callOff.number}` : m.allotment_title()) },
];

export default function Allotment() {
  const loaded = useLoaderData<typeof loader>();
  const { callOff, packUnit, toAnswer, isLate, slug, zone, now, key } = loaded;
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
      breadcrumbs={[{ to: `/${slug}/jatah`, label: m.allotment_title() }]}
    >
      {toAnswer && isLate ? <Callout tone="brick">{m.allotment_late()}</Callout> : null}
      {toAnswer && !isLate && loaded.mayAnswer ? (
        <AnswerForm
          idempotencyKey={key}
          share={toAnswer}
          everyDay={loaded.everyDay}
          packUnit={packUnit}
          priceRupiahPerPack={callOff.priceRupiahPerPack}
          until={toAnswer.until}
          now={now}
          zone={zone}
          errors={errors}
          values={values}
        />
      ) : null}
      {loaded.bringPacks > 0 && !toAnswer ? (
        <Callout
          tone="leaf"
          icon="truck"
          title={m.allotment_next_title({
            packs: whole(loaded.bringPacks),
            unit: unitWords(packUnit),
            day: dateLong(callOff.deliveryDay),
          })}
        >
          {m.allotment_next_text({ hub: loaded.hubName })}
        </Callout>
      ) : null}
      {loaded.toRelease && loaded.mayAnswer ? (
        <Section
          tone="card"
          title={m.allotment_release_title()}
          fold={errors["keptPacks"] || errors["releaseReason"] ? "open" : "closed"}
        >
          <ReleaseForm
            idempotencyKey={key}
            share={loaded.toRelease}
            packUnit={packUnit}
            errors={errors}
            values={values}
          />
        </Section>
      ) : null}
      {loaded.statement ? (
        <Section tone="card" title={m.invoicing_statement_own()} lead={m.invoicing_statements_lead()}>
          <OwnStatement statement={loaded.statement} slug={loaded.slug} />
        </Section>
      ) : null}
      <WaveLinks
        waves={loaded.waves}
        currentId={callOff.id}
        packUnit={packUnit}
        to={(waveId) => `/${slug}/jatah/${waveId}`}
      />
      <CallOffFigures
        callOff={callOff}
        packUnit={packUnit}
        baseUnit={loaded.baseUnit}
        taken={null}
        now={now}
        zone={zone}
      />
      {loaded.mayDeclare && !toAnswer ? (
        <Section tone="card" title={m.allotment_declare_title()} lead={m.allotment_declare_lead()}>
          <DeclareForm
            idempotencyKey={key}
            packUnit={packUnit}
            waves={loaded.toDeclare}
            packsInAll={loaded.packsInAll}
            isCooled={callOff.cooling !== "ambient"}
            errors={errors}
            values={values}
          />
        </Section>
      ) : null}
      {loaded.rounds.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="split" title={m.allotment_no_rounds()}>
            {m.allotment_no_rounds_text()}
          </EmptyState>
        </Section>
      ) : null}
      {loaded.rounds.map((round, at) => (
        <Section
          key={round.id}
          tone="flush"
          title={roundName(round.round, round.rule)}
          fold={at === 0 && callOff.state === "open" ? undefined : "closed"}
          lead={m.allotment_table_lead()}
          actions={
            <ButtonLink
              to={`/${slug}/panggilan/${callOff.id}/jatah/${round.id}`}
              variant="quiet"
              size="small"
              icon="arrow"
            >
              {m.allotment_look()}
            </ButtonLink>
          }
        >
          <RoundTable shares={round.shares} waves={round.waves} ownId={loaded.ownId} packUnit={packUnit} />
          <LeftOut rows={round.leftOut} />
          {round.changes.length > 0 ? <RoundChanges changes={round.changes} /> : null}
        </Section>
      ))}
      {loaded.rows.length > 0 ? (
        <Section tone="flush" title={m.contracts_capacities()} fold="closed">
          <CapacityTable rows={loaded.rows} ownId={loaded.ownId} />
        </Section>
      ) : null}
      <CallOffPrice because={callOff.priceBecause} note={callOff.note} cooling={callOff.cooling} />
      <DocumentLinks papers={loaded.papers} />
    </Page>
  );
}
