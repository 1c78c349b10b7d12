import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { type FormFields, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { decimalOf } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { fullCommodities } from "#app/modules/catalogue/commodity-reads.server.ts";
import { addFood } from "#app/modules/menus/add-food.server.ts";
import { hasEdiblePart, nutrients, odditiesOf } from "#app/modules/menus/food.ts";
import { foodOf, foodsLike } from "#app/modules/menus/food-reads.server.ts";
import { linkFood } from "#app/modules/menus/link-food.server.ts";
import { mayKeepMenus } from "#app/modules/menus/menus.policy.ts";
import { nutrientAmount, nutrientWord, oddityWord } from "#app/modules/menus/ui/menu-words.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { QuantityInput } from "#app/ui/form/quantity-input.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Filters } from "#app/ui/table/filters.tsx";

const FOUND_MAX = 40;

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { actor, organisation } = await requirePermission(request, params["workspace"], "menus.read");
  const text = new URL(request.url).searchParams.get("cari") ?? "";
  const rows = await foodsLike(organisation.id, text, FOUND_MAX);
  const mayKeep = mayKeepMenus(actor);
  return {
    text,
    foods: rows.map((row) => ({
      ...foodOf(row),
      source: row.source,
      isOwn: row.organisationId !== null,
      commodityName: row.commodityName,
      isUsable: hasEdiblePart(row),
      oddities: odditiesOf(foodOf(row)),
    })),
    goods: mayKeep ? await goodsChoices() : [],
    mayKeep,
    slug: organisation.slug,
    addKey: newReceiptKey(),
    linkKey: newReceiptKey(),
  };
});

/** Every commodity in every grade and unit, as one answer: "TLR|M|papan 30". */
async function goodsChoices() {
  const all = await fullCommodities();
  return all.flatMap((commodity) =>
    commodity.grades.flatMap((grade) =>
      commodity.units.map(({ unit }) => ({
        value: [commodity.code, grade.code, unit].join("|"),
        label: `${commodity.name} · ${grade.name} · ${unit}`,
        group: commodity.name,
      })),
    ),
  );
}

function linkWish(fields: FormFields) {
  const [commodityCode, gradeCode, unit] = (fields.text("goods") ?? "").split("|");
  return {
    foodId: fields.text("foodId"),
    commodityCode,
    gradeCode,
    unit,
    gramsPerBase: fields.text("gramsPerBase"),
    piecesPerUnit: fields.text("piecesPerUnit"),
  };
}

const addWish = (fields: FormFields) => ({
  name: fields.text("name"),
  ...Object.fromEntries(nutrients.map((nutrient) => [nutrient, fields.text(nutrient)])),
  ediblePercent: fields.text("ediblePercent"),
  source: fields.text("source"),
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  const form = await readForm(request);
  const back = (text: string) => `/${organisation.slug}/pangan?${new URLSearchParams({ cari: text })}`;
  if (form.text("intent") === "link")
    return formCommand(form, {
      call,
      command: linkFood,
      input: linkWish,
      to: () => back(form.text("foodName") ?? ""),
      flash: () => m.menus_food_linked(),
      fieldNames: { commodityCode: "goods", gradeCode: "goods", unit: "goods" },
    });
  return formCommand(form, {
    call,
    command: addFood,
    input: addWish,
    to: () => back(form.text("name") ?? ""),
    flash: () => m.menus_food_added(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.menus_foods_title()) }];

export default function Foods() {
  const { text, foods, mayKeep, slug } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.menus_foods_title()}
      lead={m.menus_foods_lead()}
      breadcrumbs={[{ to: `/${slug}/resep`, label: m.menus_recipes_title() }]}
      width="wide"
    >
      <Filters active={text !== ""}>
        <TextInput type="search" name="cari" label={m.menus_find_label()} defaultValue={text} optional />
      </Filters>
      <Section tone="flush">
        <DataTable
          caption={m.menus_foods_title()}
          rows={foods}
          rowKey={(food) => food.id}
          rowMark={(food) =>
            food.isUsable
              ? food.oddities.length === 0
                ? null
                : { tone: "rice", label: food.oddities.map((one) => oddityWord(one)).join(" ") }
              : { tone: "brick", label: m.menus_food_no_edible() }
          }
          empty={
            <EmptyState icon="search" title={m.menus_find_none()}>
              {m.menus_foods_empty_text()}
            </EmptyState>
          }
          columns={[
            {
              key: "name",
              header: m.menus_food_name(),
              cell: (food) => (
                <span className="block">
                  {food.name}
                  <span className="block text-sm font-normal text-ink-soft">
                    {food.isOwn ? `${m.menus_food_own()} · ${food.source}` : food.source}
                  </span>
                </span>
              ),
            },
            { key: "goods", header: m.menus_food_goods(), cell: (food) => food.commodityName },
            ...nutrients.map((nutrient) => ({
              key: nutrient,
              header: nutrientWord(nutrient),
              align: "end" as const,
              cell: ({ per100 }: (typeof foods)[number]) =>
                per100[nutrient] === null ? null : nutrientAmount(nutrient, BigInt(per100[nutrient])),
            })),
            {
              key: "edible",
              header: m.menus_food_edible_short(),
              align: "end",
              cell: (food) =>
                food.ediblePermille === null ? null : `${decimalOf(BigInt(food.ediblePermille), 10n)} %`,
            },
          ]}
        />
      </Section>
      {mayKeep ? (
        <>
          <LinkForm />
          <AddForm />
        </>
      ) : null}
    </Page>
  );
}

/** The fields of one of the two forms, with what its own last answer said. */
function useFields(intent: "link" | "add") {
  const answer = useActionData<typeof action>();
  const own = (answer?.values["intent"] ?? "") === intent ? answer : undefined;
  return {
    errors: own?.errors ?? {},
    isAnswered: own !== undefined,
    field: (name: string) => ({
      name,
      error: own?.errors[name] ?? null,
      defaultValue: own?.values[name],
    }),
  };
}

function LinkForm() {
  const { foods, goods, linkKey } = useLoaderData<typeof loader>();
  const { field, errors, isAnswered } = useFields("link");
  const [first] = foods;
  return (
    <Section
      tone="card"
      title={m.menus_link_title()}
      lead={m.menus_link_lead()}
      fold={isAnswered ? "open" : "closed"}
    >
      <Form idempotencyKey={linkKey}>
        <ErrorSummary errors={errors} />
        <input type="hidden" name="intent" value="link" />
        <input type="hidden" name="foodName" value={first?.name ?? ""} />
        <Select
          {...field("foodId")}
          defaultValue={field("foodId").defaultValue ?? first?.id}
          label={m.menus_food_name()}
          options={foods.map((food) => ({ value: food.id, label: food.name }))}
        />
        <Select
          {...field("goods")}
          label={m.menus_link_goods()}
          placeholder={m.menus_link_choose()}
          options={goods}
        />
        <FieldRow>
          <QuantityInput
            {...field("piecesPerUnit")}
            label={m.menus_link_pieces()}
            hint={m.menus_link_pieces_hint()}
            unit={m.menus_unit_piece()}
            decimals={0}
            optional
          />
          <QuantityInput
            {...field("gramsPerBase")}
            label={m.menus_link_grams()}
            hint={m.menus_link_grams_hint()}
            unit="g"
            optional
          />
        </FieldRow>
        <FormActions>
          <SubmitButton icon="check">{m.menus_link_save()}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

function AddForm() {
  const { addKey } = useLoaderData<typeof loader>();
  const { field, errors, isAnswered } = useFields("add");
  return (
    <Section
      tone="card"
      title={m.menus_add_title()}
      lead={m.menus_add_lead()}
      fold={isAnswered ? "open" : "closed"}
    >
      <Form idempotencyKey={addKey}>
        <ErrorSummary errors={errors} />
        <input type="hidden" name="intent" value="add" />
        <TextInput {...field("name")} label={m.menus_food_name()} maxLength={80} />
        <div className="grid grid-cols-2 items-start gap-4 sm:grid-cols-4">
          {nutrients.map((nutrient) => (
            <QuantityInput
              key={nutrient}
              {...field(nutrient)}
              label={nutrientWord(nutrient)}
              unit={nutrient === "energy" ? m.menus_unit_kcal() : "g"}
              decimals={1}
            />
          ))}
        </div>
        <FieldRow>
          <QuantityInput
            {...field("ediblePercent")}
            label={m.menus_food_edible_short()}
            hint={m.menus_add_edible_hint()}
            unit="%"
            decimals={1}
          />
          <TextInput
            {...field("source")}
            label={m.menus_add_source()}
            hint={m.menus_add_source_hint()}
            maxLength={200}
          />
        </FieldRow>
        <FormActions>
          <SubmitButton icon="plus">{m.menus_add_save()}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
