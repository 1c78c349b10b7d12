import { data, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { requirePermission } from "#app/http/actor.server.ts";
import { formAnswer, formCommand, newReceiptKey, readForm } from "#app/http/form.server.ts";
import { screenAction, screenLoader } from "#app/http/respond.server.ts";
import { dateShort, relative } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { apiKeysOf } from "#app/modules/identity/api-key-reads.server.ts";
import { issueApiKey, newApiKey } from "#app/modules/identity/issue-api-key.server.ts";
import { may } from "#app/modules/identity/permissions.ts";
import { revokeApiKey } from "#app/modules/identity/revoke-api-key.server.ts";
import type { Role } from "#app/modules/identity/roles.ts";
import { roleName } from "#app/modules/identity/ui/names.tsx";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Page, pageTitle } from "#app/ui/layout/page.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { EmptyState } from "#app/ui/table/empty-state.tsx";

export const meta: MetaFunction = () => [{ title: pageTitle(m.workspace_keys_title()) }];

export const loader = screenLoader(async ({ request, params }) => {
  const { actor, organisation, roles, call } = await requirePermission(
    request,
    params["workspace"],
    "apiKeys.keep",
  );
  const ofAll = may(actor, "members.keep");
  return {
    keys: await apiKeysOf(organisation.id, ofAll ? null : actor.personId),
    roles: [...roles],
    zone: organisation.timeZone,
    now: call.at,
    receiptKey: newReceiptKey(),
  };
});

/** A new key is shown in the answer itself and nowhere else, so there is no page to go back to for it. */
export const action = screenAction(async ({ request, params }) => {
  const { call, organisation } = await requirePermission(request, params["workspace"], "apiKeys.keep");
  const form = await readForm(request);
  if (form.text("intent") === "revoke")
    return formCommand(form, {
      call,
      command: revokeApiKey,
      input: () => ({ apiKeyId: form.text("apiKeyId") }),
      to: () => `/${organisation.slug}/kunci-api`,
      flash: () => m.workspace_keys_revoked(),
    });
  const { secret, hint, keyHash } = newApiKey();
  const input = { label: form.text("label") ?? "", role: form.text("role") as Role, hint, keyHash };
  try {
    await issueApiKey({ ...call, key: form.text("_key") ?? null }, input);
    return data({ secret, errors: {}, values: {} });
  } catch (error) {
    return formAnswer(error, form);
  }
});

export default function ApiKeys() {
  const { keys, roles, zone, now, receiptKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const values: Readonly<Record<string, string>> = answer?.values ?? {};
  const errors: Readonly<Record<string, readonly string[]>> = answer?.errors ?? {};
  const [firstRole] = roles;
  return (
    <Page title={m.workspace_keys_title()} lead={m.workspace_keys_lead()}>
      {answer && "secret" in answer ? (
        <Callout tone="leaf" icon="key" title={m.workspace_keys_new_title()}>
          <p>{m.workspace_keys_new_text()}</p>
          <code className="mt-2 block rounded-md border border-line bg-card p-3 font-mono font-semibold text-ink break-all select-all">
            {answer.secret}
          </code>
        </Callout>
      ) : null}
      <Section tone="flush">
        {keys.length === 0 ? (
          <EmptyState icon="key" title={m.workspace_keys_none()}>
            {m.workspace_keys_none_next()}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {keys.map((key) => (
              <li
                key={key.id}
                className="flex flex-wrap items-center justify-between gap-3 px-4 py-4 sm:px-6"
              >
                <div className="min-w-0">
                  <p className="font-bold">{key.label}</p>
                  <p className="text-ink-soft">
                    {roleName(key.role)} · {key.personName}
                  </p>
                  <p className="text-sm text-ink-faint">
                    <code className="font-mono">lk_{key.hint}_…</code> ·{" "}
                    {m.workspace_keys_since({ day: dateShort(key.createdAt, zone) })} ·{" "}
                    {key.lastUsedAt === null
                      ? m.workspace_keys_unused()
                      : m.workspace_keys_used({ when: relative(key.lastUsedAt, now) })}
                  </p>
                </div>
                <Form idempotencyKey={`${receiptKey}-${key.id}`} keepScroll>
                  <input type="hidden" name="intent" value="revoke" />
                  <input type="hidden" name="apiKeyId" value={key.id} />
                  <SubmitButton variant="danger" size="small">
                    {m.workspace_keys_revoke()}
                  </SubmitButton>
                </Form>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section tone="card" title={m.workspace_keys_issue()}>
        <Form key={receiptKey} idempotencyKey={receiptKey}>
          <ErrorSummary errors={errors} />
          <input type="hidden" name="intent" value="issue" />
          <TextInput
            name="label"
            label={m.workspace_keys_label()}
            hint={m.workspace_keys_label_hint()}
            defaultValue={values["label"]}
            error={errors["label"]}
          />
          <Select
            name="role"
            label={m.workspace_keys_role()}
            options={roles.map((role) => ({ value: role, label: roleName(role) }))}
            defaultValue={values["role"] ?? firstRole}
            error={errors["role"]}
          />
          <FormActions>
            <SubmitButton icon="plus">{m.workspace_keys_issue_action()}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </Page>
  );
}
