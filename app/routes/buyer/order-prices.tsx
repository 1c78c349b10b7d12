import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formAnswer, formCommand, newReceiptKey, readForm, uploadOf } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Forbidden, Invalid, Missing } from "#app/kernel/errors.ts";
import { uploadFile } from "#app/modules/documents/upload-file.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { bringPriceEvidence } from "#app/modules/orders/bring-price-evidence.server.ts";
import { decidePriceEvidence } from "#app/modules/orders/decide-price-evidence.server.ts";
import { isOwnOrder, mayAmendOrder } from "#app/modules/orders/order.policy.ts";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { orderPrices } from "#app/modules/orders/price-view-reads.server.ts";
import { priceWords } from "#app/modules/orders/price-words.ts";
import { PriceEvidenceCard } from "#app/modules/orders/ui/price-evidence-card.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

/** Prices of an order that have to be explained, what was brought for them, and what the head said. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "orders.read");
  const order = await orderVisibleTo(organisation.id, params["orderId"] ?? "");
  if (!order) throw new Missing("orders.missing");
  const isDraft = order.state === "draft";
  const prices = await orderPrices(order, call.at, organisation.timeZone);
  return {
    order,
    evidences: prices.evidences,
    questioned: order.lines.flatMap((line) => {
      const held = prices.byLine[line.id];
      return held && held.standing !== "unquestioned"
        ? [{ line, prices: held, words: priceWords(line, held, []) }]
        : [];
    }),
    mayBring: isDraft && mayAmendOrder(actor, order),
    mayApprove: isDraft && isOwnOrder(actor, order) && may(actor, "orders.approve"),
    personId: actor.personId,
    zone: organisation.timeZone,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "orders.read");
  const form = await readForm(request);
  const orderId = params["orderId"];
  const to = () => `/${organisation.slug}/pesanan/${orderId}/bukti-harga`;
  const intent = form.text("intent");
  if (intent === "approve" || intent === "refuse")
    return formCommand(form, {
      call,
      command: decidePriceEvidence,
      input: (fields) => ({
        evidenceId: fields.text("evidenceId"),
        verdict: intent === "approve" ? "approved" : "refused",
        note: fields.text("note"),
      }),
      to,
      flash: () => (intent === "approve" ? m.orders_price_approved_done() : m.orders_price_refused_done()),
    });
  // A file is kept before the command that names it, so who may bring one is asked here already.
  const order = await orderVisibleTo(organisation.id, orderId ?? "");
  if (!order) throw new Missing("orders.missing");
  if (!mayAmendOrder(actor, order)) throw new Forbidden("orders.forbidden");
  const photo = await uploadOf(form.file("file"));
  if (!photo) return formAnswer(new Invalid({ file: ["orders.priceFileNeeded"] }), form);
  const key = form.text("_key") ?? null;
  const [commodityCode, gradeCode] = (form.text("goods") ?? "").split("/");
  return formCommand(form, {
    call,
    command: bringPriceEvidence,
    input: async (fields) => {
      const { fileId } = await uploadFile({ ...call, key }, { purpose: "price_evidence", ...photo });
      return {
        orderId,
        commodityCode,
        gradeCode,
        reasonCode: fields.text("reasonCode"),
        note: fields.text("note"),
        fileId,
      };
    },
    to,
    flash: () => m.orders_price_brought_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.orders_price_title()) }];

export default function OrderPrices() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>() ?? null;
  const { order, questioned, slug } = page;
  return (
    <Page
      title={m.orders_price_title()}
      lead={m.orders_price_lead()}
      width="narrow"
      breadcrumbs={[
        {
          to: `/${slug}/pesanan/${order.id}`,
          label: m.orders_show_title({ day: dateLong(order.deliveryDay) }),
        },
      ]}
    >
      {questioned.length === 0 ? (
        <EmptyState icon="check" title={m.orders_price_empty_title()}>
          {m.orders_price_empty_text()}
        </EmptyState>
      ) : (
        questioned.map(({ line, prices, words }) => {
          const goods = `${line.commodityCode}/${line.gradeCode}`;
          const about = answer?.values["goods"] ?? answer?.values["evidenceId"];
          return (
            <PriceEvidenceCard
              key={line.id}
              line={line}
              prices={prices}
              words={words}
              evidences={page.evidences.filter(
                ({ evidence }) => `${evidence.commodityCode}/${evidence.gradeCode}` === goods,
              )}
              zone={page.zone}
              mayBring={page.mayBring}
              mayDecide={({ evidence }) => page.mayApprove && evidence.writtenBy !== page.personId}
              idempotencyKey={page.key}
              answer={about === goods || about === prices.evidenceId ? answer : null}
            />
          );
        })
      )}
    </Page>
  );
}
