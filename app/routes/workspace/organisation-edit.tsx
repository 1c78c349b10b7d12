import type { MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Missing } from "#app/kernel/errors.ts";
import { changeParticulars } from "#app/modules/identity/change-particulars.server.ts";
import { treasuredKinds } from "#app/modules/identity/organisation.ts";
import { organisationById } from "#app/modules/identity/organisation-reads.server.ts";
import { registryNumberName } from "#app/modules/identity/ui/names.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FieldGroup, FieldRow, Form, FormActions } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.workspace_organisation_edit()) }];

export const loader = screenLoader(async ({ request, params }) => {
  const { organisation } = await requirePermission(request, params["workspace"], "papers.keep");
  const facts = await organisationById(organisation.id);
  if (!facts) throw new Missing("kernel.missing");
  return { facts, key: newReceiptKey() };
});

const TEXTS = [
  "name",
  "registryNumber",
  "deedNumber",
  "businessNumber",
  "taxNumber",
  "address",
  "phone",
  "latitude",
  "longitude",
  "bankName",
  "bankAccount",
  "bankAccountHolder",
  "memberCount",
  "smallPortions",
  "largePortions",
  "receivingWindows",
  "paymentTermDays",
] as const;

export const action = screenAction(async ({ request, params }) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "papers.keep");
  const form = await readForm(request);
  return formCommand(form, {
    call,
    command: changeParticulars,
    input: () => ({
      ...Object.fromEntries(TEXTS.map((name) => [name, form.text(name)])),
      isVatRegistered: form.has("isVatRegistered"),
      hasTreasurer: form.has("hasTreasurer"),
    }),
    to: () => `/${organisation.slug}/organisasi`,
    flash: () => m.workspace_organisation_saved(),
  });
});

export default function OrganisationEdit() {
  const { facts, key } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const isOpen = facts.state === "registered" || facts.state === "rejected";
  const field = (name: (typeof TEXTS)[number]) => ({
    name,
    error: answer?.errors[name],
    defaultValue: answer?.values[name] ?? facts[name]?.toString() ?? "",
  });
  const number = { inputMode: "numeric" as const, optional: true };
  return (
    <Page
      width="narrow"
      title={m.workspace_organisation_edit()}
      breadcrumbs={[{ to: `/${facts.slug}/organisasi`, label: m.workspace_organisation_title() }]}
    >
      <Section tone="card">
        <Form idempotencyKey={key}>
          <ErrorSummary errors={answer?.errors} />
          {isOpen ? (
            <FieldGroup
              legend={m.workspace_organisation_verified()}
              hint={m.workspace_organisation_verified_hint()}
            >
              <TextInput {...field("name")} label={m.account_organisation_name()} />
              <FieldRow>
                <TextInput {...field("registryNumber")} label={registryNumberName(facts.kind)} optional />
                <TextInput {...field("deedNumber")} label={m.identity_deed_number()} optional />
              </FieldRow>
              <FieldRow>
                <TextInput {...field("businessNumber")} label={m.identity_business_number()} {...number} />
                <TextInput {...field("taxNumber")} label={m.identity_tax_number()} {...number} />
              </FieldRow>
            </FieldGroup>
          ) : null}
          <FieldGroup legend={m.workspace_organisation_place()}>
            <TextInput {...field("address")} label={m.identity_address()} autoComplete="street-address" />
            <TextInput {...field("phone")} type="tel" label={m.identity_phone()} optional />
            <FieldRow>
              <TextInput {...field("latitude")} label={m.identity_latitude()} inputMode="decimal" optional />
              <TextInput
                {...field("longitude")}
                label={m.identity_longitude()}
                inputMode="decimal"
                optional
              />
            </FieldRow>
          </FieldGroup>
          {facts.kind === "kitchen" ? (
            <FieldGroup legend={m.workspace_organisation_kitchen()}>
              <FieldRow>
                <TextInput {...field("smallPortions")} label={m.identity_small_portions()} {...number} />
                <TextInput {...field("largePortions")} label={m.identity_large_portions()} {...number} />
              </FieldRow>
              <TextInput
                {...field("receivingWindows")}
                label={m.identity_receiving_windows()}
                hint={m.workspace_organisation_windows_hint()}
                optional
              />
            </FieldGroup>
          ) : null}
          {facts.kind === "koperasi" ? (
            <TextInput {...field("memberCount")} label={m.identity_members()} {...number} />
          ) : null}
          <FieldGroup legend={m.workspace_organisation_money()}>
            <FieldRow>
              <TextInput {...field("bankName")} label={m.identity_bank_name()} optional />
              <TextInput {...field("bankAccount")} label={m.identity_bank_account()} {...number} />
            </FieldRow>
            <TextInput {...field("bankAccountHolder")} label={m.identity_bank_holder()} optional />
            <TextInput
              {...field("paymentTermDays")}
              label={m.identity_payment_term()}
              suffix={m.identity_days()}
              {...number}
            />
            <Checkbox
              name="isVatRegistered"
              label={m.identity_vat()}
              defaultChecked={facts.isVatRegistered}
            />
            {treasuredKinds.some((kind) => kind === facts.kind) ? (
              <Checkbox
                name="hasTreasurer"
                label={m.identity_treasurer()}
                hint={m.identity_treasurer_hint()}
                defaultChecked={facts.hasTreasurer}
              />
            ) : null}
          </FieldGroup>
          <FormActions>
            <SubmitButton icon="check">{m.kit_save()}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </Page>
  );
}
