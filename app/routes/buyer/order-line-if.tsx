import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { limitQuestions } from "#app/http/questions.server.ts";
import { screenLoader } from "#app/http/respond.server.ts";
import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { parseQuantity, parseRupiah } from "#app/i18n/parse.ts";
import { Missing } from "#app/kernel/errors.ts";
import { milliRupiahPerBase } from "#app/kernel/quantity.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { excludedWords } from "#app/modules/matching/ui/excluded-words.ts";
import { amountOf, pricePer } from "#app/modules/matching/ui/price-words.ts";
import { ifLine } from "#app/modules/matching/what-if-reads.server.ts";
import { whyLines } from "#app/modules/matching/why-reads.server.ts";
import { orderVisibleTo } from "#app/modules/orders/order-reads.server.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { RupiahInput } from "#app/ui/form/rupiah-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

const METRES_PER_KM = 1000n;
// No two places of the country are farther apart.
const FARTHER_METRES_MAX = 6_000_000;

/** What one row of the buyer's own order would have got with another ceiling or grade, or from sellers that deliver farther. Changes nothing. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "orders.read");
  const order = await orderVisibleTo(organisation.id, params["orderId"] ?? "");
  const line = order?.lines.find(({ id }) => id === params["orderLineId"]);
  if (!order || !line) throw new Missing("orders.missing");
  const why = (await whyLines(order.buyerId, order.id)).find(({ orderLineId }) => orderLineId === line.id);
  if (!why) throw new Missing("matching.notOnMarket");
  const goods = await fullCommodities();
  const grades = goods.find(({ code }) => code === line.commodityCode)?.grades ?? [];
  const search = new URL(request.url).searchParams;
  const typed = (name: string) => (search.get(name) ?? "").trim().slice(0, 20);
  const wishes = { plafon: typed("plafon"), mutu: typed("mutu"), jauh: typed("jauh") };
  const ceiling = parseRupiah(wishes.plafon);
  const grade = grades.find(({ code }) => code === wishes.mutu);
  const farther = parseQuantity(wishes.jauh, METRES_PER_KM);
  const isAsked = ceiling !== null || grade !== undefined || farther !== null;
  if (isAsked) await limitQuestions(actor.personId);
  const answer = isAsked
    ? await ifLine(order.buyerId, line.id, {
        ceilingMilli: ceiling === null ? undefined : milliRupiahPerBase(ceiling, line.basePerUnit),
        gradeRank: grade?.rank,
        fartherMetres: farther === null ? undefined : Math.min(Number(farther), FARTHER_METRES_MAX),
      })
    : null;
  return {
    line,
    why,
    wishes,
    deliveryDay: order.deliveryDay,
    orderId: order.id,
    grades: grades.map(({ code, name }) => ({ value: code, label: name })),
    answer: answer && {
      filledBase: BigInt(answer.filled),
      askedBase: BigInt(answer.asked),
      dearestMilli: answer.parts.reduce((most, { cost }) => Math.max(most, cost), 0),
      sources: answer.parts.length,
      excluded: answer.excluded,
    },
    slug: organisation.slug,
  };
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.matching_if_title()) }];

export default function OrderLineIf() {
  const { line, why, wishes, answer, grades, deliveryDay, orderId, slug } = useLoaderData<typeof loader>();
  const got = why.askedBase - why.missingBase;
  return (
    <Page
      title={m.matching_if_title()}
      lead={`${line.commodity} · ${amountOf(why.askedBase, why.baseUnit)}`}
      breadcrumbs={[
        { to: `/${slug}/pesanan`, label: m.orders_list_title() },
        { to: `/${slug}/pesanan/${orderId}`, label: m.orders_show_title({ day: date(deliveryDay) }) },
      ]}
    >
      <Section tone="card" lead={m.matching_if_lead_buyer()}>
        {answer === null ? null : (
          <Callout
            tone={answer.filledBase > got ? "leaf" : "neutral"}
            icon="chart"
            title={m.matching_if_filled({
              filled: amountOf(answer.filledBase, why.baseUnit),
              asked: amountOf(answer.askedBase, why.baseUnit),
            })}
          >
            <p>{m.matching_if_filled_before({ filled: amountOf(got, why.baseUnit) })}</p>
            {answer.sources === 0 ? null : (
              <p>
                {m.matching_if_sources({
                  count: answer.sources,
                  price: pricePer(BigInt(answer.dearestMilli), why.baseUnit),
                })}
              </p>
            )}
            {answer.filledBase === answer.askedBase ? null : (
              <ul className="mt-2 grid list-disc gap-1 pl-5">
                {excludedWords(answer.excluded).map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            )}
          </Callout>
        )}
        <Form method="get" keepScroll>
          <RupiahInput
            name="plafon"
            label={m.matching_if_ceiling({ unit: line.unit })}
            optional
            defaultValue={wishes.plafon || line.ceilingRupiah}
          />
          <Select
            name="mutu"
            label={m.matching_if_grade()}
            options={grades}
            defaultValue={wishes.mutu || line.gradeCode}
          />
          <QuantityInput
            name="jauh"
            label={m.matching_if_farther()}
            hint={m.matching_if_farther_help()}
            unit="km"
            optional
            defaultValue={wishes.jauh}
          />
          <FormActions>
            <SubmitButton variant="secondary" icon="search">
              {m.matching_if_ask()}
            </SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </Page>
  );
}
