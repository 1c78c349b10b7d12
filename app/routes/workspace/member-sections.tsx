import { dateShort, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { OpenInvitation, OrganisationMember } from "#app/modules/identity/member-reads.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { roleName, roleNamesOf } from "#app/modules/identity/ui/names.tsx";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { Checkbox } from "#app/ui/form/checkbox.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type Answer =
  | {
      readonly errors: Readonly<Record<string, readonly string[]>>;
      readonly values: Readonly<Record<string, string>>;
    }
  | undefined;

export function MemberList({
  members,
  roles,
  self,
  zone,
  mayKeep,
  keyBase,
  answer,
}: {
  readonly members: readonly OrganisationMember[];
  readonly roles: readonly Role[];
  readonly self: string;
  readonly zone: Zone;
  readonly mayKeep: boolean;
  readonly keyBase: string;
  readonly answer: Answer;
}) {
  return (
    <Section tone="flush">
      <ul className="divide-y divide-line">
        {members.map((member) => (
          <li key={member.personId} className="px-4 py-4 sm:px-6">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
              <div className="min-w-0">
                <p className="flex flex-wrap items-center gap-2 font-bold">
                  {member.fullName}
                  {member.personId === self ? <Badge>{m.workspace_members_you()}</Badge> : null}
                  {member.hasSecondFactor ? (
                    <Badge tone="leaf" icon="shield">
                      {m.workspace_members_two_steps()}
                    </Badge>
                  ) : null}
                </p>
                <p className="text-ink-soft">{roleNamesOf(member.roles)}</p>
                <p className="text-sm text-ink-faint [overflow-wrap:anywhere]">
                  {member.email}
                  {member.phone === null ? "" : ` · ${member.phone}`}
                </p>
              </div>
              <p className="text-sm text-ink-faint">
                {m.workspace_members_since({ day: dateShort(member.since, zone) })}
              </p>
            </div>
            {mayKeep ? <RoleForms member={member} roles={roles} keyBase={keyBase} answer={answer} /> : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Closed until wanted: roles change rarely, and nobody should remove somebody by a slip of the thumb. */
function RoleForms({
  member,
  roles,
  keyBase,
  answer,
}: {
  readonly member: OrganisationMember;
  readonly roles: readonly Role[];
  readonly keyBase: string;
  readonly answer: Answer;
}) {
  const own = answer?.values["personId"] === member.personId ? answer : undefined;
  return (
    <details className="mt-1" open={own !== undefined}>
      <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-leaf-700">
        {m.workspace_members_change({ name: member.fullName })}
      </summary>
      <div className="grid gap-6 pt-2 pb-2">
        <Form idempotencyKey={`${keyBase}-r-${member.personId}`} keepScroll>
          <ErrorSummary errors={own?.errors} />
          <input type="hidden" name="intent" value="roles" />
          <input type="hidden" name="personId" value={member.personId} />
          <fieldset>
            <legend className="font-semibold">{m.workspace_members_roles()}</legend>
            {roles.map((role) => (
              <Checkbox
                key={role}
                name="roles"
                value={role}
                label={roleName(role)}
                defaultChecked={member.roles.includes(role)}
              />
            ))}
          </fieldset>
          <FormActions>
            <SubmitButton size="small">{m.kit_save()}</SubmitButton>
          </FormActions>
        </Form>
        <Form idempotencyKey={`${keyBase}-e-${member.personId}`}>
          <input type="hidden" name="intent" value="end" />
          <input type="hidden" name="personId" value={member.personId} />
          <p className="text-sm text-ink-soft">{m.workspace_members_end_hint()}</p>
          <SubmitButton variant="danger" size="small">
            {m.workspace_members_end()}
          </SubmitButton>
        </Form>
      </div>
    </details>
  );
}

export function InviteSection({
  roles,
  keyBase,
  answer,
}: {
  readonly roles: readonly Role[];
  readonly keyBase: string;
  readonly answer: Answer;
}) {
  const own = answer?.values["intent"] === "invite" ? answer : undefined;
  return (
    <Section tone="card" title={m.workspace_members_invite()} lead={m.workspace_members_invite_lead()}>
      <Form key={keyBase} idempotencyKey={`${keyBase}-invite`}>
        <ErrorSummary errors={own?.errors} />
        <input type="hidden" name="intent" value="invite" />
        <TextInput
          name="email"
          type="email"
          label={m.account_email()}
          defaultValue={own?.values["email"]}
          error={own?.errors["email"]}
        />
        <Select
          name="role"
          label={m.workspace_members_role()}
          placeholder={m.workspace_members_role_choose()}
          options={roles.map((role) => ({ value: role, label: roleName(role) }))}
          defaultValue={own?.values["role"]}
          error={own?.errors["role"]}
        />
        <FormActions>
          <SubmitButton icon="plus">{m.workspace_members_invite_action()}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  );
}

export function InvitationSection({
  invitations,
  organisationName,
  zone,
  keyBase,
}: {
  readonly invitations: readonly (OpenInvitation & { readonly link: string })[];
  readonly organisationName: string;
  readonly zone: Zone;
  readonly keyBase: string;
}) {
  return (
    <Section tone="flush" title={m.workspace_members_waiting()} lead={m.workspace_members_waiting_lead()}>
      <ul className="divide-y divide-line border-t border-line">
        {invitations.map((invitation) => (
          <li key={invitation.id} className="grid gap-3 px-4 py-4 sm:px-6">
            <div>
              <p className="font-bold [overflow-wrap:anywhere]">{invitation.email}</p>
              <p className="text-ink-soft">
                {roleName(invitation.role)} ·{" "}
                {m.workspace_members_until({ day: dateShort(invitation.expiresAt, zone) })}
              </p>
              <code className="mt-1 block font-mono text-sm break-all text-ink-soft select-all">
                {invitation.link}
              </code>
            </div>
            <div className="flex flex-wrap gap-2">
              <ButtonLink
                to={`https://wa.me/?${new URLSearchParams({
                  text: m.workspace_members_invite_text({
                    organisation: organisationName,
                    link: invitation.link,
                  }),
                })}`}
                variant="secondary"
                size="small"
                icon="chat"
                external
              >
                {m.workspace_members_whatsapp()}
              </ButtonLink>
              <Form idempotencyKey={`${keyBase}-v-${invitation.id}`} keepScroll>
                <input type="hidden" name="intent" value="revoke" />
                <input type="hidden" name="invitationId" value={invitation.id} />
                <SubmitButton variant="danger" size="small">
                  {m.workspace_members_revoke()}
                </SubmitButton>
              </Form>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
