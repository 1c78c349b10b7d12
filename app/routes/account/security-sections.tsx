import { relative } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Section } from "#app/ui/layout/section.tsx";

export type Answer =
  | {
      readonly errors: Readonly<Record<string, readonly string[]>>;
      readonly values: Readonly<Record<string, string>>;
    }
  | undefined;

/** The answer, if it is to the form of this intent. */
export function answerTo(intent: string, answer: Answer): Answer {
  return answer?.values["intent"] === intent ? answer : undefined;
}

export function Intent({ value }: { readonly value: string }) {
  return <input type="hidden" name="intent" value={value} />;
}

export function SecondFactorSection({
  hasSecondFactor,
  begun,
  keys,
  answer,
}: {
  readonly hasSecondFactor: boolean;
  readonly begun: { readonly text: string; readonly qr: string } | null;
  readonly keys: { readonly begin: string };
  readonly answer: Answer;
}) {
  const confirming = answerTo("confirm", answer);
  const removing = answerTo("remove", answer);
  return (
    <Section
      tone="card"
      title={m.account_second_factor_title()}
      lead={m.account_second_factor_lead()}
      actions={hasSecondFactor ? <Badge tone="leaf">{m.account_on()}</Badge> : null}
    >
      {hasSecondFactor ? (
        <details open={removing !== undefined}>
          <summary className="min-h-11 cursor-pointer content-center font-semibold text-brick-700">
            {m.account_second_factor_remove()}
          </summary>
          <Form>
            <Intent value="remove" />
            <ErrorSummary errors={removing?.errors} />
            <TextInput
              name="code"
              label={m.account_code_or_recovery()}
              autoComplete="one-time-code"
              maxLength={14}
              error={removing?.errors["code"]}
            />
            <SubmitButton variant="danger">{m.account_second_factor_remove()}</SubmitButton>
          </Form>
        </details>
      ) : begun === null ? (
        <Form idempotencyKey={keys.begin}>
          <Intent value="begin" />
          <SubmitButton variant="secondary" icon="shield">
            {m.account_second_factor_begin()}
          </SubmitButton>
        </Form>
      ) : (
        <Form>
          <Intent value="confirm" />
          <ErrorSummary errors={confirming?.errors} />
          <p>{m.account_second_factor_scan()}</p>
          <img
            src={begun.qr}
            width={220}
            height={220}
            alt={m.account_second_factor_qr()}
            className="rounded-md border border-line bg-card"
          />
          <p className="text-ink-soft">
            {m.account_second_factor_type()}{" "}
            <code className="block font-mono font-semibold text-ink break-all select-all">{begun.text}</code>
          </p>
          <CodeInput error={confirming?.errors["code"]} />
          <SubmitButton icon="check">{m.account_second_factor_confirm()}</SubmitButton>
        </Form>
      )}
    </Section>
  );
}

function CodeInput({ error }: { readonly error: readonly string[] | undefined }) {
  return (
    <TextInput
      name="code"
      label={m.account_code()}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={7}
      error={error}
    />
  );
}

export function PasswordSection({ answer }: { readonly answer: Answer }) {
  const own = answerTo("password", answer);
  return (
    <Section tone="card" title={m.account_password_title()} lead={m.account_password_lead()}>
      <Form>
        <Intent value="password" />
        <ErrorSummary errors={own?.errors} />
        <TextInput
          name="currentPassword"
          type="password"
          label={m.account_password_current()}
          autoComplete="current-password"
          error={own?.errors["currentPassword"]}
        />
        <TextInput
          name="newPassword"
          type="password"
          label={m.account_password_new()}
          hint={m.account_password_hint()}
          autoComplete="new-password"
          error={own?.errors["newPassword"]}
        />
        <SubmitButton variant="secondary">{m.account_password_change()}</SubmitButton>
      </Form>
    </Section>
  );
}

type Session = {
  readonly id: string;
  readonly lastSeenAt: Date;
  readonly userAgent: string | null;
  readonly isThis: boolean;
};

/** "Chrome · Android" out of the long line that browsers send; enough to know one's own. */
function deviceOf(userAgent: string | null): string {
  const text = userAgent ?? "";
  const browser = /(Edg|OPR|SamsungBrowser|Firefox|Chrome|Safari)\//.exec(text)?.[1];
  const system = /(Android|iPhone|iPad|Windows|Mac OS X|Linux)/.exec(text)?.[1];
  const found = [browser, system].filter((part) => part !== undefined);
  return found.length > 0 ? found.join(" · ") : m.account_device_unknown();
}

export function SessionsSection({
  sessions,
  now,
  keys,
}: {
  readonly sessions: readonly Session[];
  readonly now: Date;
  readonly keys: { readonly end: string };
}) {
  return (
    <Section tone="card" title={m.account_sessions_title()} lead={m.account_sessions_lead()}>
      <ul className="divide-y divide-line">
        {sessions.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center justify-between gap-3 py-3">
            <span>
              <span className="block font-semibold">{deviceOf(session.userAgent)}</span>
              <span className="block text-sm text-ink-soft">{relative(session.lastSeenAt, now)}</span>
            </span>
            {session.isThis ? (
              <Badge tone="leaf">{m.account_session_this()}</Badge>
            ) : (
              <Form idempotencyKey={`${keys.end}-${session.id}`} keepScroll>
                <Intent value="end" />
                <input type="hidden" name="sessionId" value={session.id} />
                <SubmitButton variant="secondary" size="small">
                  {m.account_session_end()}
                </SubmitButton>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
