import { relative } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import { PasskeyAdd } from "./passkey-button.tsx";
import { type Answer, answerTo, Intent } from "./security-sections.tsx";

type Passkey = {
  readonly id: string;
  readonly label: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly lockedAt: Date | null;
};

function PasswordAgain({ error }: { readonly error: readonly string[] | undefined }) {
  return (
    <TextInput
      name="currentPassword"
      type="password"
      label={m.account_password_current()}
      autoComplete="current-password"
      error={error}
    />
  );
}

export function PasskeysSection({
  passkeys,
  now,
  answer,
}: {
  readonly passkeys: readonly Passkey[];
  readonly now: Date;
  readonly answer: Answer;
}) {
  return (
    <Section tone="card" title={m.account_passkey_title()} lead={m.account_passkey_lead()}>
      <ul className="divide-y divide-line">
        {passkeys.map((passkey) => (
          <PasskeyRow key={passkey.id} passkey={passkey} now={now} answer={answer} />
        ))}
      </ul>
      <PasskeyAdd />
    </Section>
  );
}

function PasskeyRow({
  passkey,
  now,
  answer,
}: {
  readonly passkey: Passkey;
  readonly now: Date;
  readonly answer: Answer;
}) {
  const given = answerTo("removePasskey", answer);
  const own = given?.values["passkeyId"] === passkey.id ? given : undefined;
  const { lastUsedAt } = passkey;
  return (
    <li className="grid gap-1 py-3">
      <span className="flex flex-wrap items-center gap-2 font-semibold">
        {passkey.label}
        {passkey.lockedAt === null ? null : <Badge tone="brick">{m.account_passkey_locked()}</Badge>}
      </span>
      <span className="text-sm text-ink-soft">
        {m.account_passkey_since({ when: relative(passkey.createdAt, now) })} ·{" "}
        {lastUsedAt === null
          ? m.account_passkey_never_used()
          : m.account_passkey_used({ when: relative(lastUsedAt, now) })}
      </span>
      <details open={own !== undefined}>
        <summary className="min-h-11 cursor-pointer content-center font-semibold text-brick-700">
          {m.account_passkey_remove()}
        </summary>
        <Form keepScroll>
          <Intent value="removePasskey" />
          <input type="hidden" name="passkeyId" value={passkey.id} />
          <ErrorSummary errors={own?.errors} />
          <PasswordAgain error={own?.errors["currentPassword"]} />
          <SubmitButton variant="danger">{m.account_passkey_remove()}</SubmitButton>
        </Form>
      </details>
    </li>
  );
}

/** Codes for the day the phone is lost; `codes` are there only in the answer that made them. */
export function RecoverySection({
  left,
  codes,
  answer,
}: {
  readonly left: number;
  readonly codes: readonly string[] | undefined;
  readonly answer: Answer;
}) {
  const own = answerTo("recovery", answer);
  return (
    <Section
      tone="card"
      title={m.account_recovery_title()}
      lead={m.account_recovery_lead()}
      actions={
        <Badge tone={left === 0 ? "rice" : "leaf"}>{m.account_recovery_left({ count: String(left) })}</Badge>
      }
    >
      {codes === undefined ? null : (
        <>
          <p className="font-semibold">{m.account_recovery_once()}</p>
          <ul className="grid grid-cols-2 gap-x-4 gap-y-2 rounded-md border border-line bg-card p-4 font-mono tabular-nums">
            {codes.map((code) => (
              <li key={code}>{code}</li>
            ))}
          </ul>
        </>
      )}
      <Form keepScroll>
        <Intent value="recovery" />
        <ErrorSummary errors={own?.errors} />
        <PasswordAgain error={own?.errors["currentPassword"]} />
        <SubmitButton variant="secondary">{m.account_recovery_make()}</SubmitButton>
      </Form>
    </Section>
  );
}
