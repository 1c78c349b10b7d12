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
import { dateTime, time } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { lateFacts, lateLines, substitutesFor } from "#app/modules/shipments/late-reads.server.ts";
import { replaceLateSeller } from "#app/modules/shipments/replace-late-seller.server.ts";
import { mayReplaceLate } from "#app/modules/shipments/shipment.policy.ts";
import { CarrierFacts } from "#app/modules/shipments/ui/carrier-facts.tsx";
import { LateSubstitutes } from "#app/modules/shipments/ui/late-substitutes.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { incoming } from "./incoming.server.ts";

/** A delivery that should stand at the door and does not: who brings it, and who else could. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, call, organisation } = await requirePermission(
    request,
    params["workspace"],
    "shipments.read",
  );
  const shown = await incoming(organisation.id, params["shipmentId"] ?? "");
  const { shipment } = shown;
  const late = await lateFacts(shipment.id);
  const isComing = shipment.state === "planned" || shipment.state === "dispatched";
  if (late === null || !isComing) throw redirect(`/${organisation.slug}/terima/${shipment.id}/hasil`);
  const lines = await lateLines(shipment.id);
  const isToday = dayOf(call.at, organisation.timeZone) <= shipment.deliveryDay;
  return {
    shown,
    dueAt: late.dueAt,
    mayReplace: shipment.state === "planned" && mayReplaceLate(actor, { ...shipment, hubId: shown.hubId }),
    lines: await Promise.all(
      lines.map(async (line) => ({
        line,
        substitutes: isToday ? await substitutesFor(line, call.at) : [],
      })),
    ),
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "orders.draft");
  const form = await readForm(request);
  const { shipment } = await incoming(organisation.id, params["shipmentId"] ?? "");
  return formCommand(form, {
    call,
    command: replaceLateSeller,
    input: (fields) => ({
      shipmentId: shipment.id,
      lines: fields.rows("lines").map((row) => {
        const lotId = row.text("lotId");
        return {
          shipmentLineId: row.text("shipmentLineId"),
          ...(lotId && lotId !== "market" ? { lotId } : {}),
        };
      }),
    }),
    to: ({ orderId }) => `/${organisation.slug}/pesanan/${orderId}`,
    flash: ({ asked }) => (asked > 0 ? m.shipments_late_asked() : m.shipments_late_let_go()),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.shipments_late_title()) }];

export default function LateDelivery() {
  const { shown, dueAt, mayReplace, lines, slug, zone, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { shipment } = shown;
  const errors = answer?.errors ?? {};
  const list = lines.map((each, at) => (
    <LateSubstitutes
      key={each.line.shipmentLineId}
      shown={each}
      at={at}
      isChosen={mayReplace}
      value={answer?.values?.[`lines[${at}].lotId`]}
    />
  ));
  return (
    <Page
      title={m.shipments_late_heading({ seller: shown.sellerName })}
      lead={m.shipments_late_due({ at: dateTime(dueAt, zone) })}
      breadcrumbs={[{ to: `/${slug}/terima`, label: m.shipments_receive_title() }]}
      width="narrow"
    >
      {shipment.state === "dispatched" ? (
        <>
          <Callout tone="rice" icon="truck" title={m.shipments_late_underway()}>
            {m.shipments_late_underway_text({
              at: shipment.dispatchedAt === null ? "–" : time(shipment.dispatchedAt, zone),
            })}
          </Callout>
          <CarrierFacts shipment={shipment} />
        </>
      ) : (
        <Callout
          tone="brick"
          icon="clock"
          title={m.shipments_late_not_left()}
          actions={
            shown.sellerPhone ? (
              <ButtonLink
                to={`tel:${shown.sellerPhone}`}
                variant="secondary"
                size="small"
                icon="phone"
                external
              >
                {m.shipments_late_call_seller()}
              </ButtonLink>
            ) : undefined
          }
        >
          {m.shipments_late_not_left_text()}
        </Callout>
      )}
      {mayReplace ? (
        <Form idempotencyKey={key}>
          <ErrorSummary errors={errors} />
          {list}
          <FormActions>
            <SubmitButton icon="check" wide>
              {m.shipments_late_action()}
            </SubmitButton>
          </FormActions>
        </Form>
      ) : (
        list
      )}
    </Page>
  );
}
