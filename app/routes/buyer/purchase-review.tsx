import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { mayMakeReports } from "#app/modules/accountability/accountability.policy.ts";
import { askPurchaseBundle } from "#app/modules/accountability/ask-purchase-bundle.server.ts";
import { bundlesAbout } from "#app/modules/accountability/bundle-reads.server.ts";
import { BundleBox } from "#app/modules/accountability/ui/bundle-views.tsx";
import { documentsAbout } from "#app/modules/documents/document-reads.server.ts";
import { DocumentLinks } from "#app/modules/documents/ui/document-links.tsx";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

/** What an auditor is given of one purchase, for the kitchen that bought and the foundation behind it. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "books.read");
  const order = await orderVisibleTo(organisation.id, params["orderId"] ?? "");
  // Only kitchens answer in this way.
  if (!order || (organisation.kind !== "kitchen" && organisation.kind !== "foundation"))
    throw new Missing("orders.missing");
  const [bundle] = await bundlesAbout(organisation.id, order.id);
  const papers = await documentsAbout(organisation.id, [order.id]);
  return {
    orderId: order.id,
    day: order.deliveryDay,
    goods: [...new Set(order.lines.map((line) => line.commodity))].join(", "),
    budgetId: order.budgetId,
    isSent: order.submittedAt !== null,
    bundle: bundle ?? null,
    papers: papers.filter(({ kind, state }) => kind === "BPK" && state === "issued"),
    mayMake: mayMakeReports(actor) && order.buyerId === organisation.id,
    isKitchen: organisation.kind === "kitchen",
    slug: organisation.slug,
    zone: organisation.timeZone,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "reports.make");
  return formCommand(await readForm(request), {
    call,
    command: askPurchaseBundle,
    input: () => ({ orderId: params["orderId"] }),
    to: ({ orderId }) => `/${organisation.slug}/laporan/pembelian/${orderId}`,
    flash: () => m.accountability_purchase_asked(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.accountability_purchase_title()) }];

export default function PurchaseReview() {
  const { orderId, day, goods, budgetId, isSent, bundle, papers, mayMake, isKitchen, slug, zone, key } =
    useLoaderData<typeof loader>();
  return (
    <Page
      title={m.accountability_purchase_title()}
      lead={m.accountability_purchase_lead({ goods, day: date(day) })}
      width="narrow"
      breadcrumbs={
        isKitchen
          ? [
              {
                to: `/${slug}/laporan${budgetId === null ? "" : `?anggaran=${budgetId}`}`,
                label: m.accountability_title(),
              },
            ]
          : [{ to: `/${slug}/pesanan/${orderId}`, label: m.accountability_purchase_order() }]
      }
    >
      <Section tone="card" title={m.accountability_purchase_bundle()} lead={m.accountability_purchase_text()}>
        {bundle === null ? (
          <p className="text-ink-soft">
            {isSent ? m.accountability_purchase_none() : m.accountability_error_orderNotSent()}
          </p>
        ) : (
          <BundleBox bundle={bundle} slug={slug} zone={zone} here={`/${slug}/laporan/pembelian/${orderId}`} />
        )}
        {mayMake && isSent && bundle?.readyAt !== null ? (
          <Form idempotencyKey={key}>
            <FormActions>
              <SubmitButton icon="download" variant={bundle === null ? "primary" : "secondary"}>
                {bundle === null ? m.accountability_purchase_ask() : m.accountability_purchase_again()}
              </SubmitButton>
            </FormActions>
          </Form>
        ) : null}
      </Section>
      <DocumentLinks papers={papers} />
    </Page>
  );
}
