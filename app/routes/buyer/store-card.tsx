import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { type Member, requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { quantity } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { correctEntry } from "#app/modules/stock/correct-entry.server.ts";
import { countStock } from "#app/modules/stock/count-stock.server.ts";
import { recordSpoilage } from "#app/modules/stock/record-spoilage.server.ts";
import { mayKeepStock } from "#app/modules/stock/stock.policy.ts";
import { stockCard } from "#app/modules/stock/stock-reads.server.ts";
import { CountForm } from "#app/modules/stock/ui/count-form.tsx";
import { EntryTable } from "#app/modules/stock/ui/entry-table.tsx";
import { ParcelRow } from "#app/modules/stock/ui/parcel-row.tsx";
import { Stat } from "#app/ui/feedback/stat.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { baseTyped, goodsOf } from "./store-writing.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "stock.read");
  const asked = new URL(request.url).searchParams.get("barang");
  const today = dayOf(call.at, organisation.timeZone);
  const card = asked === null ? null : await stockCard(organisation, goodsOf(asked), today);
  if (asked !== null && !card) throw new Missing("stock.goodsMissing");
  return {
    card,
    choices: card ? [] : await goodsChoices(),
    zone: organisation.timeZone,
    mayKeep: mayKeepStock(actor),
    slug: organisation.slug,
    keys: { count: newReceiptKey(), spoil: newReceiptKey(), correct: newReceiptKey() },
  };
});

/** Goods that are not in the store yet are chosen by name; their card takes the count. */
async function goodsChoices() {
  return (await fullCommodities()).flatMap((commodity) =>
    commodity.grades.map((grade) => ({
      value: `${commodity.code}.${grade.code}`,
      label: `${commodity.name} ${grade.name}`,
    })),
  );
}

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const member = await requirePermission(request, params["workspace"], "stock.keep");
  const form = await readForm(request);
  const goods = goodsOf(new URL(request.url).searchParams.get("barang") ?? form.text("barang"));
  const to = () =>
    `/${member.organisation.slug}/gudang-dapur/kartu?barang=${goods.commodityCode}.${goods.gradeCode}`;
  const base = (fields: FormFields, name: string) => typed(member, goods, fields, name);
  if (form.text("intent") === "correct")
    return formCommand(form, {
      call: member.call,
      command: correctEntry,
      input: (fields) => ({ entryId: fields.text("entryId"), note: fields.text("note") ?? "" }),
      to,
      flash: () => m.stock_card_corrected(),
    });
  if (form.text("intent") === "spoil")
    return formCommand(form, {
      call: member.call,
      command: recordSpoilage,
      input: async (fields) => ({
        parcelId: fields.text("parcelId"),
        spoiledBase: await base(fields, "spoiled"),
        reason: fields.text("reason"),
      }),
      fieldNames: { spoiledBase: "spoiled" },
      to,
      flash: () => m.stock_card_spoiled(),
    });
  return formCommand(form, {
    call: member.call,
    command: countStock,
    input: async (fields) => ({
      ...goods,
      seenBase: fields.text("seen"),
      countedBase: await base(fields, "counted"),
      reason: fields.text("reason"),
      expiresOn: fields.text("expiresOn"),
      note: fields.text("note"),
    }),
    fieldNames: { countedBase: "counted" },
    to,
    flash: () => m.stock_count_done(),
  });
});

async function typed(member: Member, goods: ReturnType<typeof goodsOf>, form: FormFields, name: string) {
  const text = form.text(name);
  return text === undefined ? undefined : baseTyped(member.organisation.id, goods, text);
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: pageTitle(data?.card?.name ?? m.stock_count_other_title()) },
];

export default function StoreCard() {
  const { card, slug } = useLoaderData<typeof loader>();
  const back = [{ to: `/${slug}/gudang-dapur`, label: m.stock_title() }];
  return card === null ? (
    <Page title={m.stock_count_other_title()} lead={m.stock_count_lead()} width="narrow" breadcrumbs={back}>
      <Choose />
    </Page>
  ) : (
    <Page title={card.name} lead={m.stock_card_lead()} breadcrumbs={back}>
      <Card card={card} />
    </Page>
  );
}

function Choose() {
  const { choices } = useLoaderData<typeof loader>();
  return (
    <Section tone="card">
      <Form method="get">
        <Select name="barang" label={m.stock_goods()} options={choices} />
        <FormActions>
          <SubmitButton icon="arrow">{m.stock_count_title()}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

type CardOf = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>["card"]>;

function Card({ card }: { readonly card: CardOf }) {
  const { zone, mayKeep, keys } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const errors = answer?.errors ?? {};
  const values = answer?.values ?? {};
  const of = (intent: string) =>
    values["intent"] === intent ? { errors, values } : { errors: {}, values: {} };
  const { unit, basePerUnit } = card;
  const isCounting = card.balanceBase === 0n || values["intent"] === "count";
  return (
    <>
      <Stat label={m.stock_card_book()} icon="box" value={quantity(card.balanceBase, unit, basePerUnit)} />
      {card.parcels.length === 0 ? null : (
        <Section tone="card" title={m.stock_card_parcels()}>
          <ul className="divide-y divide-line">
            {card.parcels.map((parcel) => (
              <ParcelRow
                key={parcel.id}
                parcel={parcel}
                unit={unit}
                basePerUnit={basePerUnit}
                idempotencyKey={mayKeep ? `${keys.spoil}${parcel.id.slice(-8)}` : null}
                {...(values["parcelId"] === parcel.id ? of("spoil") : { errors: {}, values: {} })}
              />
            ))}
          </ul>
        </Section>
      )}
      {mayKeep ? (
        <Section
          tone="card"
          title={m.stock_count_title()}
          lead={m.stock_count_lead()}
          fold={isCounting ? "open" : "closed"}
        >
          <CountForm idempotencyKey={keys.count} unit={unit} seenBase={card.balanceBase} {...of("count")} />
        </Section>
      ) : null}
      <EntryTable
        entries={card.entries}
        unit={unit}
        basePerUnit={basePerUnit}
        zone={zone}
        idempotencyKey={mayKeep ? keys.correct : null}
        {...of("correct")}
      />
    </>
  );
}
