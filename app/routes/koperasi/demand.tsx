import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { sayRefusal } from "#app/i18n/refusals.ts";
import { dayOf } from "#app/kernel/calendar.ts";
import { Conflict } from "#app/kernel/errors.ts";
import { offerByHand } from "#app/modules/commitments/offer-by-hand.server.ts";
import { offersFor } from "#app/modules/commitments/offer-draft.ts";
import { openDemandFor } from "#app/modules/commitments/open-demand-reads.server.ts";
import { DemandList } from "#app/modules/commitments/ui/demand-list.tsx";
import { may } from "#app/modules/identity/permissions.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

function demandOf({ call, organisation }: Member) {
  return openDemandFor(organisation, dayOf(call.at, organisation.timeZone));
}

/** What kitchens of the city still lack and this seller could bring, out of which of its lots. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "commitments.read");
  return {
    offers: offersFor(await demandOf(member)).map(({ paperFault, ...offer }) => ({
      ...offer,
      keptBack: paperFault && sayRefusal(paperFault.code, paperFault.params),
    })),
    mayOffer: may(member.actor, "commitments.answer"),
    slug: member.organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "commitments.answer");
  const form = await readForm(request);
  const orderLineId = form.text("orderLineId");
  const lotId = form.text("lotId");
  return formCommand(form, {
    call: member.call,
    command: offerByHand,
    input: async (fields) => {
      const pairs = await demandOf(member);
      const pair = pairs.find((each) => each.orderLineId === orderLineId && each.lotId === lotId);
      // Somebody else filled the line, or the lot is gone: what was on the screen is no longer so.
      if (!pair) throw new Conflict("commitments.lineTaken");
      const quantity = fields.text("quantity") ?? "";
      const price = fields.text("price") ?? "";
      return {
        orderLineId,
        lotId,
        quantityBase: parseQuantity(quantity, pair.basePerUnit)?.toString() ?? quantity,
        priceRupiah: parseRupiah(price)?.toString() ?? price,
      };
    },
    fieldNames: { quantityBase: "quantity", priceRupiah: "price" },
    to: ({ commitmentId }) => `/${member.organisation.slug}/pesanan-masuk/${commitmentId}`,
    flash: () => m.commitments_demand_done(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.commitments_demand_title()) }];

export default function Demand() {
  const { offers, mayOffer, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const values = answer?.values ?? {};
  return (
    <Page
      title={m.commitments_demand_title()}
      lead={m.commitments_demand_lead()}
      width="narrow"
      breadcrumbs={[{ to: `/${slug}/pesanan-masuk`, label: m.commitments_inbox_title() }]}
    >
      <ErrorSummary errors={errors} />
      {offers.length === 0 ? (
        <Section tone="card">
          <EmptyState icon="check" title={m.commitments_demand_empty_title()}>
            {m.commitments_demand_empty_text()}
          </EmptyState>
        </Section>
      ) : (
        <DemandList
          offers={offers}
          slug={slug}
          mayOffer={mayOffer}
          keyBase={key}
          errors={errors}
          values={values}
        />
      )}
    </Page>
  );
}
