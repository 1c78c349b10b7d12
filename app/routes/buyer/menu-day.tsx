import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useRef } from "react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { cycleOf, dishesOf, versionsOfDay } from "#app/modules/menus/cycle-reads.server.ts";
import { trayReckoner } from "#app/modules/menus/menu-board-reads.server.ts";
import { energyByGroup } from "#app/modules/menus/menu-figures.ts";
import { dishGroups, portionClasses } from "#app/modules/menus/recipe.ts";
import { setMenuDay } from "#app/modules/menus/set-menu-day.server.ts";
import { proposedSwap } from "#app/modules/menus/swap-reads.server.ts";
import {
  ageWord,
  dishGroupWord,
  shareText,
  sizeWord,
  verdictWord,
} from "#app/modules/menus/ui/menu-words.ts";
import { TrayFigures } from "#app/modules/menus/ui/portion-figures.tsx";
import { SwapProposal } from "#app/modules/menus/ui/swap-proposal.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { useCount } from "#app/ui/form/count-form.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, Form } from "#app/ui/form/form.tsx";
import { useSettledChanges } from "#app/ui/form/settled-changes.ts";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { unlessCounting } from "#app/ui/form/unless-counting.ts";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { Split } from "#app/ui/layout/split.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

type Kitchen = Parameters<typeof trayReckoner>[0];

/** Asks for a swap in the address, and names where on the page it is answered, so that a phone shows the answer. */
const SWAP = "ganti";

/** What a choice of dishes comes to. */
async function tray(kitchen: Kitchen, recipeIds: readonly string[], at: Date) {
  const { book, rules, figures, isCounted } = await trayReckoner(kitchen, at);
  const chosen = recipeIds.filter((id) => book.has(id));
  const given = figures(chosen);
  return {
    chosen,
    isCounted,
    figures: given,
    groups: portionClasses.flatMap((size) =>
      energyByGroup(given[size], size, rules).map((group) => ({ ...group, size })),
    ),
    cards: [...book.values()].map(({ id, name, dishGroup }) => ({ id, name, dishGroup })),
  };
}

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  const cycle = await cycleOf(organisation.id, params["cycleId"] ?? "");
  const number = Number(params["dayNumber"]);
  if (!cycle || !Number.isInteger(number) || number < 1 || number > cycle.dayCount)
    throw new Missing("menus.cycleMissing");
  const dishes = (await dishesOf(cycle.id)).get(number) ?? [];
  const isSwapAsked = new URL(request.url).searchParams.has(SWAP);
  return {
    isSwapAsked,
    swap: isSwapAsked ? await proposedSwap(organisation, dishes, call.at) : null,
    versions: await versionsOfDay({ cycleId: cycle.id, dayNumber: number }),
    zone: organisation.timeZone,
    swapKey: newReceiptKey(),
    cycle,
    number,
    shown: await tray(organisation, dishes, call.at),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  const form = await readForm(request);
  const recipeIds = form.texts("dish");
  if (form.text("intent") === "count")
    return data({ errors: {}, shown: await tray(organisation, recipeIds, call.at) });
  const isSwap = form.text("intent") === "swap";
  const reason = isSwap ? "swap" : "edited";
  const answered = await formCommand(form, {
    call,
    command: setMenuDay,
    input: (fields) => ({
      cycleId: params["cycleId"],
      dayNumber: params["dayNumber"],
      recipeIds,
      reason,
      seenVersion: fields.text("seenVersion"),
    }),
    to: ({ cycleId }) => `/${organisation.slug}/menu?siklus=${cycleId}`,
    flash: () => (isSwap ? m.menus_swap_applied() : m.menus_day_saved()),
  });
  // A swap that came too late is seen beside the menu that stands now.
  const stored = isSwap ? (await dishesOf(params["cycleId"] ?? "")).get(Number(params["dayNumber"])) : null;
  const shown = await tray(organisation, stored ?? recipeIds, call.at);
  return data({ errors: answered.data.errors, shown }, answered.init ?? undefined);
});

export const shouldRevalidate = unlessCounting;

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: pageTitle(m.menus_day({ number: loaded?.number ?? 0 })) },
];

export default function MenuDay() {
  const {
    cycle,
    number,
    shown: loaded,
    slug,
    key,
    isSwapAsked,
    swap,
    swapKey,
    versions,
  } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { counted, count } = useCount<typeof action>();
  const shown = answer?.shown ?? loaded;
  const latest = counted?.shown ?? shown;
  const inside = useRef<HTMLDivElement>(null);
  useSettledChanges(inside, count);
  return (
    <Page
      title={m.menus_day({ number })}
      lead={cycle.name}
      breadcrumbs={[{ to: `/${slug}/menu?siklus=${cycle.id}`, label: m.menus_board_title() }]}
      width="wide"
    >
      <Form idempotencyKey={key} keepScroll>
        <input type="hidden" name="seenVersion" value={versions[0]?.version ?? 0} />
        <ErrorSummary errors={answer?.errors ?? {}} />
        <Split
          aside={
            <Section tone="card" title={m.menus_tray_title()}>
              <TrayFigures figures={latest.figures} />
              <AgesTable groups={latest.groups} />
              <div className="grid gap-2">
                <SubmitButton icon="check" wide name="intent" value="save">
                  {m.menus_day_save()}
                </SubmitButton>
                <SubmitButton variant="secondary" wide name="intent" value="count">
                  {m.menus_day_count()}
                </SubmitButton>
              </div>
            </Section>
          }
        >
          <Section tone="card" title={m.menus_day_dishes()}>
            {shown.cards.length === 0 ? (
              <EmptyState
                icon="book"
                title={m.menus_recipes_empty_title()}
                action={
                  <ButtonLink to={`/${slug}/resep/baru`} icon="plus">
                    {m.menus_recipe_new()}
                  </ButtonLink>
                }
              >
                {m.menus_recipes_empty_text()}
              </EmptyState>
            ) : (
              <div ref={inside} className="grid gap-6 sm:grid-cols-2">
                <DishBoxes cards={shown.cards} chosen={shown.chosen} />
              </div>
            )}
          </Section>
        </Split>
      </Form>
      <div id={SWAP} className="scroll-mt-20">
        {isSwapAsked ? (
          <SwapProposal
            key={swapKey}
            swap={swap}
            isCounted={shown.isCounted}
            idempotencyKey={swapKey}
            seenVersion={versions[0]?.version ?? 0}
          />
        ) : (
          <AskForSwap />
        )}
      </div>
      <Versions />
    </Page>
  );
}

function AskForSwap() {
  const { shown } = useLoaderData<typeof loader>();
  if (shown.chosen.length === 0) return null;
  return (
    <Section tone="card" title={m.menus_swap_title()} lead={m.menus_swap_lead()}>
      <Form method="get" action={`.#${SWAP}`}>
        <input type="hidden" name={SWAP} value="1" />
        <SubmitButton variant="secondary" icon="search">
          {m.menus_swap_find()}
        </SubmitButton>
      </Form>
    </Section>
  );
}

/** What the day was before, so that no change is silent. */
function Versions() {
  const { versions, shown, zone } = useLoaderData<typeof loader>();
  if (versions.length < 2) return null;
  const nameOf = (id: string) => shown.cards.find((card) => card.id === id)?.name ?? "";
  return (
    <Section tone="card" title={m.menus_versions_title()} fold="closed">
      <ul className="divide-y divide-line">
        {versions.map((one) => (
          <li key={one.version} className="py-2.5">
            <p className="font-semibold">
              {one.reason === "swap" ? m.menus_version_swap() : m.menus_version_edited()} ·{" "}
              {dateTime(one.setAt, zone)}
            </p>
            <p className="text-sm text-ink-soft">{one.recipeIds.map(nameOf).join(", ")}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Tray = Awaited<ReturnType<typeof tray>>;

function DishBoxes({ cards, chosen }: Pick<Tray, "cards" | "chosen">) {
  return dishGroups
    .map((group) => ({ group, dishes: cards.filter((card) => card.dishGroup === group) }))
    .filter(({ dishes }) => dishes.length > 0)
    .map(({ group, dishes }) => (
      <FieldGroup key={group} legend={dishGroupWord(group)}>
        <div>
          {dishes.map((dish) => (
            <Checkbox
              key={dish.id}
              name="dish"
              value={dish.id}
              label={dish.name}
              defaultChecked={chosen.includes(dish.id)}
            />
          ))}
        </div>
      </FieldGroup>
    ));
}

function AgesTable({ groups }: Pick<Tray, "groups">) {
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold text-leaf-700">
        {m.menus_ages_title()}
      </summary>
      <DataTable
        caption={m.menus_ages_title()}
        rows={groups}
        rowKey={(row) => row.group}
        empty={null}
        phone="scroll"
        columns={[
          { key: "age", header: m.menus_ages_group(), cell: (row) => ageWord(row.group) },
          { key: "size", header: m.menus_ages_size(), cell: (row) => sizeWord(row.size) },
          {
            key: "share",
            header: m.menus_ages_share(),
            align: "end",
            cell: (row) => `${shareText(row.shareBasisPoints)} · ${verdictWord(row.verdict)}`,
          },
        ]}
      />
    </details>
  );
}
