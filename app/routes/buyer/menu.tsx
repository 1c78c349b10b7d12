import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateLong, dateShort } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { addDays, dayOf } from "#app/kernel/calendar.ts";
import { cyclesOf } from "#app/modules/menus/cycle-reads.server.ts";
import { mondayOf, servings } from "#app/modules/menus/kitchen-calendar.ts";
import { type BoardDay, menuBoard } from "#app/modules/menus/menu-board-reads.server.ts";
import { mayKeepMenus } from "#app/modules/menus/menus.policy.ts";
import { planCycle } from "#app/modules/menus/plan-cycle.server.ts";
import { dishGroupWord, servingWord } from "#app/modules/menus/ui/menu-words.ts";
import { TrayFigures } from "#app/modules/menus/ui/portion-figures.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { Choice } from "#app/ui/form/choice.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import { Tabs } from "#app/ui/table/filters.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "menus.read");
  const asked = new URL(request.url).searchParams.get("siklus");
  const today = dayOf(call.at, organisation.timeZone);
  return {
    board: await menuBoard(organisation, asked, call.at),
    cycles: await cyclesOf(organisation.id),
    nextMonday: addDays(mondayOf(today), 7),
    mayKeep: mayKeepMenus(actor),
    slug: organisation.slug,
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: planCycle,
    input: (fields) => ({
      name: fields.text("name"),
      startsOn: fields.text("startsOn"),
      dayCount: fields.text("dayCount"),
      serves: fields.text("serves"),
      ...(fields.has("copy") ? { copyOf: fields.text("copyOf") } : {}),
    }),
    to: ({ cycleId }) => `/${organisation.slug}/menu?siklus=${cycleId}`,
    flash: () => m.menus_cycle_planned(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.menus_board_title()) }];

export default function Menu() {
  const { board, cycles, mayKeep, slug } = useLoaderData<typeof loader>();
  return (
    <Page
      title={m.menus_board_title()}
      lead={
        board
          ? m.menus_board_lead({ name: board.cycle.name, day: dateLong(board.cycle.startsOn) })
          : undefined
      }
      width="wide"
      actions={
        <>
          <ButtonLink to={`/${slug}/kebutuhan`} icon="clipboard">
            {m.menus_board_demand()}
          </ButtonLink>
          <ButtonLink to={`/${slug}/resep`} variant="secondary" icon="book">
            {m.menus_recipes_title()}
          </ButtonLink>
        </>
      }
    >
      {board && cycles.length > 1 ? (
        <Tabs
          label={m.menus_cycles()}
          tabs={cycles.map((cycle) => ({
            to: `/${slug}/menu?siklus=${cycle.id}`,
            label: [
              cycle.name,
              ...(cycle.serves === "fresh" ? [] : [servingWord(cycle.serves)]),
              dateShort(cycle.startsOn),
            ].join(" · "),
            current: cycle.id === board.cycle.id,
          }))}
        />
      ) : null}
      {board ? (
        <ol className="grid items-start gap-4 sm:grid-cols-2 xl:grid-cols-3">
          {board.days.map((day) => (
            <DayCard key={day.number} day={day} cycleId={board.cycle.id} />
          ))}
        </ol>
      ) : (
        <Section tone="card">
          <EmptyState icon="clipboard" title={m.menus_board_empty_title()}>
            {m.menus_board_empty_text()}
          </EmptyState>
        </Section>
      )}
      {mayKeep ? <NewCycle /> : null}
    </Page>
  );
}

function DayCard({ day, cycleId }: { readonly day: BoardDay; readonly cycleId: string }) {
  const { mayKeep, slug } = useLoaderData<typeof loader>();
  const title = m.menus_day({ number: day.number });
  return (
    <li className="grid gap-3 rounded-lg border border-line bg-card p-4 shadow-card">
      <header className="flex items-center justify-between gap-2">
        <h3 className="text-lg font-bold">{title}</h3>
        {mayKeep ? (
          <Link
            to={`/${slug}/menu/${cycleId}/${day.number}`}
            aria-label={m.menus_day_edit({ day: title })}
            className="inline-flex min-h-11 items-center px-2 font-semibold text-leaf-700 hover:underline"
          >
            {day.dishes.length === 0 ? m.menus_day_fill() : m.menus_day_change()}
          </Link>
        ) : null}
      </header>
      {day.dishes.length === 0 ? (
        <p className="text-ink-soft">{m.menus_day_empty()}</p>
      ) : (
        <>
          <ul className="grid gap-1">
            {day.dishes.map((dish) => (
              <li key={dish.id} className="flex flex-wrap justify-between gap-x-3">
                {mayKeep ? (
                  <Link
                    to={`/${slug}/resep/${dish.id}`}
                    className="inline-flex min-h-11 items-center font-medium hover:text-leaf-700 hover:underline"
                  >
                    {dish.name}
                  </Link>
                ) : (
                  <span className="inline-flex min-h-11 items-center font-medium">{dish.name}</span>
                )}
                <span className="self-center text-sm text-ink-faint">{dishGroupWord(dish.dishGroup)}</span>
              </li>
            ))}
          </ul>
          <TrayFigures figures={day.figures} />
        </>
      )}
    </li>
  );
}

function NewCycle() {
  const { board, nextMonday, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const values = answer?.values ?? {};
  const field = (name: string) => ({ name, error: answer?.errors[name] ?? null, defaultValue: values[name] });
  return (
    <Section
      tone="card"
      title={m.menus_cycle_new_title()}
      lead={m.menus_cycle_new_lead()}
      fold={board && !answer ? "closed" : "open"}
    >
      <Form idempotencyKey={key}>
        <ErrorSummary errors={answer?.errors ?? {}} />
        <TextInput {...field("name")} label={m.menus_cycle_name()} maxLength={60} />
        <FieldRow>
          <DateInput
            {...field("startsOn")}
            defaultValue={values["startsOn"] ?? nextMonday}
            label={m.menus_cycle_starts()}
          />
          <TextInput
            {...field("dayCount")}
            defaultValue={values["dayCount"] ?? "10"}
            inputMode="numeric"
            label={m.menus_cycle_days()}
          />
        </FieldRow>
        <Choice
          {...field("serves")}
          defaultValue={values["serves"] ?? "fresh"}
          label={m.menus_cycle_serves()}
          layout="row"
          options={servings.map((value) => ({ value, label: servingWord(value) }))}
        />
        {board ? (
          <>
            <input type="hidden" name="copyOf" value={board.cycle.id} />
            <Checkbox
              name="copy"
              label={m.menus_cycle_copy({ name: board.cycle.name })}
              defaultChecked={true}
            />
          </>
        ) : null}
        <FormActions>
          <SubmitButton icon="plus">{m.menus_cycle_plan()}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
