import { date } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { buttonClass } from "#app/ui/form/button.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { type Option, Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Icon } from "#app/ui/icon.tsx";
import { DataTable } from "#app/ui/table/data-table.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";
import type { InvitationShown } from "../invitation-reads.server.ts";

type Answered = {
  readonly idempotencyKey: string;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  readonly values: Readonly<Record<string, string>>;
};

function InvitationBadge({ state }: { readonly state: InvitationShown["state"] }) {
  switch (state) {
    case "invited":
      return (
        <Badge tone="rice" icon="clock">
          {m.contracts_invitation_open()}
        </Badge>
      );
    case "accepted":
      return (
        <Badge tone="leaf" icon="check">
          {m.contracts_invitation_accepted()}
        </Badge>
      );
    case "declined":
      return <Badge tone="brick">{m.contracts_invitation_declined()}</Badge>;
  }
}

/** Whom a trade center asked to come along from other cities, and what each said. */
export function InvitationTable({ invitations }: { readonly invitations: readonly InvitationShown[] }) {
  return (
    <DataTable
      caption={m.contracts_invitations()}
      rows={invitations}
      rowKey={(one) => one.koperasiId}
      empty={
        <EmptyState icon="people" title={m.contracts_invitations_empty_title()}>
          {m.contracts_invitations_empty_text()}
        </EmptyState>
      }
      columns={[
        { key: "koperasi", header: m.contracts_koperasi(), cell: (one) => one.koperasiName },
        { key: "asked", header: m.contracts_invitation_asked(), cell: (one) => date(one.invitedAt) },
        {
          key: "answer",
          header: m.contracts_invitation_answer(),
          cell: (one) => <InvitationBadge state={one.state} />,
        },
        { key: "reason", header: m.contracts_invitation_reason(), cell: (one) => one.reason },
      ]}
    />
  );
}

/** Asks one more koperasi of another city. */
export function InvitationForm({
  koperasi,
  idempotencyKey,
  errors,
  values,
}: Answered & { readonly koperasi: readonly Option[] }) {
  return (
    <Form idempotencyKey={idempotencyKey}>
      <ErrorSummary errors={errors} />
      <Select
        name="koperasiId"
        label={m.contracts_koperasi()}
        placeholder={m.contracts_koperasi_choose()}
        options={koperasi}
        defaultValue={values["koperasiId"]}
        error={errors["koperasiId"]}
      />
      <FormActions>
        <SubmitButton icon="plus">{m.contracts_invitation_send()}</SubmitButton>
      </FormActions>
    </Form>
  );
}

/** Yes with one tap; no with a word why. */
export function InvitationAnswer({ idempotencyKey, errors, values }: Answered) {
  return (
    <>
      <ErrorSummary errors={errors} />
      <Form idempotencyKey={`${idempotencyKey}-yes`}>
        <FormActions>
          <SubmitButton icon="check" name="intent" value="accept">
            {m.contracts_invitation_accept()}
          </SubmitButton>
        </FormActions>
      </Form>
      <details open={values["intent"] === "decline"}>
        <summary className={buttonClass("danger", undefined, true)}>
          <Icon name="x" />
          {m.contracts_invitation_decline_ask()}
        </summary>
        <Form idempotencyKey={`${idempotencyKey}-no`}>
          <Textarea
            name="reason"
            label={m.contracts_invitation_reason()}
            rows={2}
            maxLength={500}
            optional
            defaultValue={values["reason"]}
            error={errors["reason"]}
          />
          <FormActions>
            <SubmitButton variant="danger" icon="x" name="intent" value="decline">
              {m.contracts_invitation_decline()}
            </SubmitButton>
          </FormActions>
        </Form>
      </details>
    </>
  );
}
