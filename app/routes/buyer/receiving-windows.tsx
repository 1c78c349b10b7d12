import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { clockTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { Missing } from "#app/kernel/errors.ts";
import { goodsClasses } from "#app/kernel/goods-class.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { mayKeepMenus } from "#app/modules/menus/menus.policy.ts";
import { receivingWindowsOf } from "#app/modules/menus/receiving-windows-reads.server.ts";
import { setReceivingWindow } from "#app/modules/menus/set-receiving-window.server.ts";
import { goodsClassName } from "#app/modules/regions/ui/goods-class-name.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";

/** So many days before the cooking goods may come at the most. */
const DAYS_BEFORE_MAX = 7;

/** When the kitchen takes which goods: its own hours, or those of its region where it said nothing. */
export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "menus.read");
  if (organisation.kind !== "kitchen") throw new Missing("kernel.missing");
  const windows = await receivingWindowsOf(organisation, dayOf(call.at, organisation.timeZone));
  return {
    rows: goodsClasses.map((goodsClass) => ({ goodsClass, ...windows[goodsClass] })),
    noted: (await organisationById(organisation.id))?.receivingWindows ?? null,
    mayKeep: mayKeepMenus(actor),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  return formCommand(await readForm(request), {
    call,
    command: setReceivingWindow,
    input: (fields) => ({
      goodsClass: fields.text("goodsClass"),
      ...(fields.text("intent") === "region"
        ? {}
        : {
            window: {
              daysBefore: fields.text("daysBefore"),
              windowStart: fields.text("windowStart"),
              windowEnd: fields.text("windowEnd"),
            },
          }),
    }),
    fieldNames: {
      "window.daysBefore": "daysBefore",
      "window.windowStart": "windowStart",
      "window.windowEnd": "windowEnd",
    },
    to: () => `/${organisation.slug}/jam-terima`,
    flash: () => m.menus_windows_kept(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.menus_windows_title()) }];

const whenWord = (daysBefore: number) =>
  daysBefore === 0 ? m.menus_windows_same_day() : m.menus_windows_days_before({ days: daysBefore });

export default function ReceivingWindows() {
  const { rows, noted, mayKeep } = useLoaderData<typeof loader>();
  return (
    <Page title={m.menus_windows_title()} lead={m.menus_windows_lead()}>
      {noted === null ? null : (
        <Callout tone="leaf" title={m.menus_windows_noted()}>
          {noted}
        </Callout>
      )}
      <Section tone="flush">
        <DataTable
          caption={m.menus_windows_title()}
          rows={rows}
          rowKey={(row) => row.goodsClass}
          empty={null}
          columns={[
            { key: "goods", header: m.menus_windows_goods(), cell: (row) => goodsClassName(row.goodsClass) },
            { key: "day", header: m.menus_windows_day(), cell: (row) => whenWord(row.daysBefore) },
            {
              key: "hours",
              header: m.menus_windows_hours(),
              align: "end",
              cell: (row) => `${clockTime(row.windowStart)}–${clockTime(row.windowEnd)}`,
            },
            {
              key: "by",
              header: m.menus_windows_by(),
              cell: (row) => (row.isOwn ? m.menus_windows_own() : m.menus_windows_region()),
            },
          ]}
        />
      </Section>
      {mayKeep ? <WindowForm /> : null}
    </Page>
  );
}

function WindowForm() {
  const { rows, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const values = answer?.values ?? {};
  const field = (name: string) => ({ name, error: answer?.errors[name] ?? null, defaultValue: values[name] });
  return (
    <Section tone="card" title={m.menus_windows_change()} lead={m.menus_windows_change_lead()}>
      <Form idempotencyKey={key}>
        <ErrorSummary errors={answer?.errors ?? {}} />
        <FieldRow>
          <Select
            {...field("goodsClass")}
            label={m.menus_windows_goods()}
            options={rows.map(({ goodsClass }) => ({ value: goodsClass, label: goodsClassName(goodsClass) }))}
          />
          <Select
            {...field("daysBefore")}
            defaultValue={values["daysBefore"] ?? "1"}
            label={m.menus_windows_day()}
            options={Array.from({ length: DAYS_BEFORE_MAX + 1 }, (_, days) => ({
              value: String(days),
              label: whenWord(days),
            }))}
          />
        </FieldRow>
        <div className="grid grid-cols-2 items-start gap-4">
          <DateInput {...field("windowStart")} kind="time" label={m.orders_form_from()} />
          <DateInput {...field("windowEnd")} kind="time" label={m.orders_form_until()} />
        </div>
        <FormActions>
          <SubmitButton icon="check" name="intent" value="own">
            {m.menus_windows_save()}
          </SubmitButton>
          <SubmitButton variant="secondary" name="intent" value="region">
            {m.menus_windows_follow()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
