import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useRef } from "react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { dishGroups } from "#app/modules/menus/recipe.ts";
import {
  recipeDraftFrom,
  recipeErrorsByRow,
  recipeWish,
  withoutPart,
  withPart,
} from "#app/modules/menus/recipe-draft.ts";
import { recipeOf } from "#app/modules/menus/recipe-reads.server.ts";
import { saveRecipe } from "#app/modules/menus/save-recipe.server.ts";
import { dishGroupWord } from "#app/modules/menus/ui/menu-words.ts";
import { TrayFigures } from "#app/modules/menus/ui/portion-figures.tsx";
import { RecipePartFields } from "#app/modules/menus/ui/recipe-part-fields.tsx";
import { useCount } from "#app/ui/form/count-form.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { useSettledChanges } from "#app/ui/form/settled-changes.ts";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { unlessCounting } from "#app/ui/form/unless-counting.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { draftOfRecipe, type RecipeSheet, recipeSheet } from "./recipe-writing.server.ts";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  const recipeId = params["recipeId"] ?? null;
  const card = recipeId === null ? null : await recipeOf(organisation.id, recipeId);
  if (recipeId !== null && !card) throw new Missing("menus.recipeMissing");
  const draft = card ? draftOfRecipe(card) : recipeDraftFrom({});
  return {
    sheet: await recipeSheet(organisation, draft, call.at, { recipeId }),
    name: card?.name ?? null,
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  const form = await readForm(request);
  const recipeId = params["recipeId"] ?? null;
  const draft = recipeDraftFrom(form.values());
  const intent = form.text("intent") ?? "count";
  const find = form.text("find") ?? "";
  if (intent === "find" || intent === "count")
    return data(await recipeSheet(organisation, draft, call.at, { recipeId, find }));
  const [, deed, what = ""] = /^(food|dish|remove)-(.+)$/.exec(intent) ?? [];
  if (deed === "remove")
    return data(await recipeSheet(organisation, withoutPart(draft, Number(what)), call.at, { recipeId }));
  if (deed === "food")
    return data(await recipeSheet(organisation, withPart(draft, { foodId: what }), call.at, { recipeId }));
  if (intent === "add-dish") {
    const dishId = form.text("adding");
    const more = dishId ? withPart(draft, { dishId }) : draft;
    return data(await recipeSheet(organisation, more, call.at, { recipeId }));
  }
  const answered = await formCommand(form, {
    call,
    command: saveRecipe,
    input: () => recipeWish(draft, recipeId),
    to: () => `/${organisation.slug}/resep`,
    flash: () => m.menus_recipe_saved(),
  });
  const errors = recipeErrorsByRow(answered.data.errors, draft);
  return data(
    await recipeSheet(organisation, draft, call.at, { recipeId, errors }),
    answered.init ?? undefined,
  );
});

export const shouldRevalidate = unlessCounting;

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: pageTitle(loaded?.name ?? m.menus_recipe_new()) },
];

export default function RecipeCard() {
  const { sheet: loaded, name, slug, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { counted, count } = useCount<typeof action>();
  const sheet = answer ?? loaded;
  const latest = counted ?? sheet;
  const inside = useRef<HTMLDivElement>(null);
  useSettledChanges(inside, count);
  return (
    <Page
      title={name ?? m.menus_recipe_new()}
      lead={m.menus_recipe_lead()}
      breadcrumbs={[{ to: `/${slug}/resep`, label: m.menus_recipes_title() }]}
      width="wide"
    >
      <Form idempotencyKey={key} keepScroll>
        {/* Enter in a box looks for foods; without this it would press the first button, which removes a row. */}
        <button type="submit" name="intent" value="find" tabIndex={-1} aria-hidden="true" className="sr-only">
          {m.menus_find_action()}
        </button>
        {sheet.draft.version === "" ? null : (
          <input type="hidden" name="version" value={sheet.draft.version} />
        )}
        <ErrorSummary errors={sheet.errors} />
        <Split
          aside={
            <Section tone="card" title={m.menus_recipe_portion()}>
              <TrayFigures figures={latest.figures} isWhole={false} />
              <FormActions>
                <SubmitButton icon="check" wide name="intent" value="save">
                  {m.menus_recipe_save()}
                </SubmitButton>
              </FormActions>
            </Section>
          }
        >
          <div ref={inside} className="flex flex-col gap-6">
            <Heading sheet={sheet} />
            <Parts sheet={sheet} />
            <Adding sheet={sheet} />
          </div>
        </Split>
      </Form>
    </Page>
  );
}

function Heading({ sheet }: { readonly sheet: RecipeSheet }) {
  const { draft, errors } = sheet;
  const field = (name: "name" | "dishGroup" | "note") => ({
    name,
    error: errors[name] ?? null,
    defaultValue: draft[name],
  });
  return (
    <Section tone="card" title={m.menus_recipe_heading()}>
      <FieldRow>
        <TextInput {...field("name")} label={m.menus_recipe_name()} maxLength={60} />
        <Select
          {...field("dishGroup")}
          label={m.menus_recipe_group()}
          placeholder={m.menus_recipe_group_choose()}
          options={dishGroups.map((value) => ({ value, label: dishGroupWord(value) }))}
        />
      </FieldRow>
      <Textarea {...field("note")} label={m.menus_recipe_note()} optional />
    </Section>
  );
}

function Parts({ sheet }: { readonly sheet: RecipeSheet }) {
  const { draft, foods, dishes, errors } = sheet;
  const empty = errors["parts"]?.join(" ");
  return (
    <Section title={m.menus_recipe_parts()} lead={m.menus_recipe_parts_lead()}>
      {empty === undefined ? null : (
        <p id="field-parts" tabIndex={-1} className="mb-3 font-semibold text-brick-700">
          {empty}
        </p>
      )}
      <ol className="grid gap-3">
        {draft.parts.map((part, at) => {
          const food = foods.find((one) => one.id === part.foodId);
          const label = food?.name ?? dishes.find((dish) => dish.id === part.dishId)?.name ?? part.foodId;
          return (
            <RecipePartFields
              key={part.at}
              part={part}
              number={at + 1}
              label={label}
              food={food}
              errors={errors}
            />
          );
        })}
      </ol>
    </Section>
  );
}

/** Foods are looked for by name and added by a tap; other cards are chosen from a list. */
function Adding({ sheet }: { readonly sheet: RecipeSheet }) {
  const { found, find, dishes } = sheet;
  return (
    <Section tone="card" title={m.menus_find_title()}>
      <div className="flex items-end gap-2">
        <div className="grow">
          <TextInput type="search" name="find" label={m.menus_find_label()} defaultValue={find} optional />
        </div>
        <SubmitButton variant="secondary" icon="search" name="intent" value="find">
          {m.menus_find_action()}
        </SubmitButton>
      </div>
      {find !== "" && found.length === 0 ? <p className="text-ink-soft">{m.menus_find_none()}</p> : null}
      <ul className="divide-y divide-line">
        {found.map((food) => (
          <li key={food.id} className="flex items-center justify-between gap-3 py-1.5">
            <span className="min-w-0">
              <span className="block font-medium">{food.name}</span>
              {food.isUsable ? null : (
                <span className="block text-sm text-brick-700">{m.menus_food_no_edible()}</span>
              )}
              {food.oddities.length === 0 ? null : (
                <span className="block text-sm text-rice-800">{m.menus_food_odd()}</span>
              )}
              {food.isOwn ? <span className="block text-sm text-ink-soft">{m.menus_food_own()}</span> : null}
            </span>
            {food.isUsable ? (
              <SubmitButton
                variant="secondary"
                size="small"
                icon="plus"
                name="intent"
                value={`food-${food.id}`}
              >
                {m.menus_find_add()}
              </SubmitButton>
            ) : null}
          </li>
        ))}
      </ul>
      {dishes.length === 0 ? null : (
        <div className="flex items-end gap-2">
          <div className="grow">
            <Select
              name="adding"
              label={m.menus_dish_label()}
              placeholder={m.menus_dish_choose()}
              options={dishes.map(({ id, name }) => ({ value: id, label: name }))}
              optional
            />
          </div>
          <SubmitButton variant="secondary" icon="plus" name="intent" value="add-dish">
            {m.menus_find_add()}
          </SubmitButton>
        </div>
      )}
    </Section>
  );
}
