import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort, whole } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { dayOf } from "#app/kernel/calendar.ts";
import { addSchool } from "#app/modules/menus/add-school.server.ts";
import { endSchool } from "#app/modules/menus/end-school.server.ts";
import { mayKeepMenus } from "#app/modules/menus/menus.policy.ts";
import { schoolsOf } from "#app/modules/menus/school-reads.server.ts";
import { DateInput } from "#app/ui/form/date-input.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export const loader = screenLoader(async ({ request, params }: LoaderFunctionArgs) => {
  const { call, actor, organisation } = await requirePermission(request, params["workspace"], "menus.read");
  return {
    schools: (await schoolsOf(organisation.id)).map((school) => ({ ...school, key: newReceiptKey() })),
    today: dayOf(call.at, organisation.timeZone),
    mayKeep: mayKeepMenus(actor),
    key: newReceiptKey(),
  };
});

export const action = screenAction(async ({ request, params }: ActionFunctionArgs) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "menus.keep");
  const form = await readForm(request);
  const to = () => `/${organisation.slug}/sekolah`;
  if (form.text("intent") === "end")
    return formCommand(form, {
      call,
      command: endSchool,
      input: (fields) => ({ schoolId: fields.text("schoolId"), servedTo: fields.text("servedTo") }),
      to,
      flash: () => m.menus_school_ended(),
    });
  return formCommand(form, {
    call,
    command: addSchool,
    input: (fields) => ({
      name: fields.text("name"),
      smallHeads: fields.text("smallHeads") ?? "0",
      largeHeads: fields.text("largeHeads") ?? "0",
      contactName: fields.text("contactName"),
      contactPhone: fields.text("contactPhone"),
      servedFrom: fields.text("servedFrom"),
    }),
    to,
    flash: () => m.menus_school_added(),
  });
});

export const meta: MetaFunction = () => [{ title: pageTitle(m.menus_schools_title()) }];

export default function Schools() {
  const { schools, mayKeep } = useLoaderData<typeof loader>();
  return (
    <Page title={m.menus_schools_title()} lead={m.menus_schools_lead()}>
      <Section tone="flush">
        <DataTable
          caption={m.menus_schools_title()}
          rows={schools}
          rowKey={(school) => school.id}
          empty={
            <EmptyState icon="pin" title={m.menus_schools_empty_title()}>
              {m.menus_schools_empty_text()}
            </EmptyState>
          }
          columns={[
            { key: "name", header: m.menus_school_name(), cell: (school) => school.name },
            {
              key: "heads",
              header: m.menus_calendar_heads(),
              align: "end",
              cell: (school) => `${whole(school.smallHeads)} + ${whole(school.largeHeads)}`,
            },
            {
              key: "contact",
              header: m.menus_school_contact(),
              cell: (school) => `${school.contactName}, ${school.contactPhone}`,
            },
            { key: "from", header: m.menus_school_from(), cell: (school) => dateShort(school.servedFrom) },
            {
              key: "end",
              header: m.menus_school_end(),
              speaks: true,
              cell: (school) => (mayKeep ? <EndForm school={school} /> : null),
            },
          ]}
        />
      </Section>
      {mayKeep ? <AddForm isOpen={schools.length === 0} /> : null}
    </Page>
  );
}

type Row = ReturnType<typeof useLoaderData<typeof loader>>["schools"][number];

function EndForm({ school }: { readonly school: Row }) {
  const { today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isThis = answer?.values["schoolId"] === school.id;
  return (
    <details open={isThis} className="text-left">
      <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-leaf-700">
        {m.menus_school_end()}
      </summary>
      <Form idempotencyKey={school.key} keepScroll>
        <input type="hidden" name="schoolId" value={school.id} />
        <DateInput
          name="servedTo"
          label={m.menus_school_to()}
          defaultValue={today}
          error={isThis ? (answer?.errors["servedTo"] ?? null) : null}
        />
        <FormActions>
          <SubmitButton variant="secondary" name="intent" value="end">
            {m.menus_school_save()}
          </SubmitButton>
        </FormActions>
      </Form>
    </details>
  );
}

function AddForm({ isOpen }: { readonly isOpen: boolean }) {
  const { today, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isThis = answer !== undefined && answer.values["schoolId"] === undefined;
  const values = isThis ? answer.values : {};
  const errors = isThis ? answer.errors : {};
  const field = (name: string) => ({ name, error: errors[name] ?? null, defaultValue: values[name] });
  return (
    <Section tone="card" title={m.menus_school_add()} fold={isOpen || isThis ? "open" : "closed"}>
      <Form idempotencyKey={key}>
        <ErrorSummary errors={errors} />
        <TextInput {...field("name")} label={m.menus_school_name()} maxLength={80} />
        <FieldRow>
          <TextInput {...field("smallHeads")} inputMode="numeric" label={m.menus_school_small()} />
          <TextInput {...field("largeHeads")} inputMode="numeric" label={m.menus_school_large()} />
        </FieldRow>
        <FieldRow>
          <TextInput {...field("contactName")} label={m.menus_school_contact()} maxLength={80} />
          <TextInput {...field("contactPhone")} type="tel" label={m.menus_school_phone()} maxLength={20} />
        </FieldRow>
        <DateInput
          {...field("servedFrom")}
          defaultValue={values["servedFrom"] ?? today}
          label={m.menus_school_from()}
        />
        <FormActions>
          <SubmitButton icon="check" name="intent" value="add">
            {m.menus_school_save()}
          </SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}
