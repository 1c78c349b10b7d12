import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity } from "#app/i18n/parse.ts";
import { Missing } from "#app/kernel/errors.ts";
import { callOffById } from "#app/modules/contracts/call-off-reads.server.ts";
import { surveyedBase } from "#app/modules/contracts/price-rule.ts";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { tripsOfCallOff } from "#app/modules/shipments/trip-reads.server.ts";
import { GateShare } from "#app/modules/shipments/ui/gate-share.tsx";
import { GateTrip } from "#app/modules/shipments/ui/gate-trip.tsx";
import { weighIn } from "#app/modules/shipments/weigh-in.server.ts";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** The trade center's gate: every koperasi's share of a call-off passes the scales here. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "trips.read");
  const shown = await callOffById(organisation.id, params["callOffId"] ?? "");
  if (shown?.callOff.hubId !== organisation.id) throw new Missing("contracts.callOffMissing");
  const trips = await tripsOfCallOff(organisation.id, shown.callOff.id);
  const slips = await documentsAbout(
    organisation.id,
    trips.flatMap(({ shares }) => shares.map((share) => share.shipmentId)),
  );
  return {
    ...shown,
    slips: slips.filter(({ kind, state }) => kind === "TIMBANG" && state === "issued"),
    trips: trips.map(({ trip, shares, vehicleKind, vehiclePlate }) => ({
      id: trip.id,
      state: trip.state,
      vehicle: vehiclePlate && `${vehicleKind ?? ""} ${vehiclePlate}`.trim(),
      shares: shares.filter((share) => share.state !== "cancelled"),
    })),
    mayWeigh: shown.callOff.state === "locked" && may(actor, "gate.weigh"),
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "gate.weigh");
  const shown = await callOffById(organisation.id, params["callOffId"] ?? "");
  if (!shown) throw new Missing("contracts.callOffMissing");
  const form = await readForm(request);
  const id = form.text("shipmentId");
  const base = (name: string) => {
    const text = form.text(`${name}-${id}`);
    return text === undefined
      ? undefined
      : (parseQuantity(text, surveyedBase(shown.baseUnit))?.toString() ?? text);
  };
  const trips = await tripsOfCallOff(organisation.id, shown.callOff.id);
  const shares = trips.flatMap((trip) => trip.shares);
  const koperasi = shares.find((share) => share.shipmentId === id)?.koperasiName ?? "";
  return formCommand(form, {
    call,
    command: weighIn,
    input: (fields) => {
      const rejected = base("rejected");
      return {
        shipmentId: id,
        arrivedBase: base("arrived"),
        rejectedBase: rejected ?? "0",
        rejectReason: rejected === undefined || rejected === "0" ? undefined : fields.text(`reason-${id}`),
      };
    },
    fieldNames: {
      arrivedBase: `arrived-${id}`,
      loadedBase: `arrived-${id}`,
      rejectedBase: `rejected-${id}`,
      rejectReason: `reason-${id}`,
    },
    to: () => `/${organisation.slug}/timbang/${shown.callOff.id}`,
    flash: () => m.shipments_gate_done({ koperasi }),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_gate_title()) }];

export default function Gate() {
  const { callOff, commodityName, packUnit, baseUnit, trips, slips, mayWeigh, slug, zone, key } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const shares = trips.flatMap((trip) => trip.shares);
  const done = shares.filter((share) => share.weighedInAt !== null).length;
  const callOffTo = `/${slug}/panggilan/${callOff.id}`;
  return (
    <Page
      title={m.shipments_gate_title()}
      lead={m.shipments_gate_lead({ goods: commodityName, done: whole(done), count: whole(shares.length) })}
      breadcrumbs={[{ to: callOffTo, label: m.contracts_calloff_breadcrumb({ number: callOff.number }) }]}
      width="narrow"
    >
      <ErrorSummary errors={errors} />
      {shares.length === 0 ? (
        <Section tone="card">
          <EmptyState
            icon="scale"
            title={m.shipments_gate_empty()}
            action={<ButtonLink to={callOffTo}>{m.shipments_gate_to_call_off()}</ButtonLink>}
          >
            {m.shipments_gate_empty_text()}
          </EmptyState>
        </Section>
      ) : null}
      {trips.map((trip) => (
        <GateTrip key={trip.id} trip={trip} slug={slug} isAlone={trips.length === 1}>
          {trip.shares.map((share) => (
            <GateShare
              key={share.shipmentId}
              idempotencyKey={key}
              share={share}
              pack={{ unit: packUnit, base: callOff.basePerPack }}
              unit={baseUnit}
              slipId={slips.find((slip) => slip.subjectId === share.shipmentId)?.id ?? null}
              zone={zone}
              mayWeigh={mayWeigh && trip.state === "planned"}
              errors={errors}
              values={answer?.values ?? {}}
            />
          ))}
        </GateTrip>
      ))}
    </Page>
  );
}
