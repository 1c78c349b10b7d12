import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";

type Answer =
  | {
      readonly errors: Readonly<Record<string, readonly string[]>>;
      readonly values: Readonly<Record<string, string>>;
    }
  | undefined;

type Recovery = {
  readonly asked: {
    readonly recoveryId: string;
    readonly leader: string;
    readonly email: string;
    readonly reason: string;
    readonly askedBy: string;
    readonly askedById: string;
    readonly askedAt: Date;
  } | null;
  readonly soleKeeper: string | null;
};

type Props = {
  readonly recovery: Recovery;
  /** Who looks: whoever asked cannot be the one who says yes. */
  readonly personId: string;
  readonly zone: TimeZone;
  readonly keyBase: string;
  readonly answer: Answer;
};

/** The way back for a leader who lost everything: one asks, another says yes. Nothing where others keep the members. */
export function RecoveryForms(props: Props) {
  const { recovery, answer, keyBase } = props;
  if (recovery.asked !== null) return <Waiting {...props} asked={recovery.asked} />;
  if (recovery.soleKeeper === null) return null;
  const own = answer?.values["intent"] === "recover" ? answer : undefined;
  return (
    <Section tone="card" title={m.identity_recover()} lead={m.identity_recover_lead()}>
      <details open={own !== undefined}>
        <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-leaf-700">
          {m.identity_recover_open({ name: recovery.soleKeeper })}
        </summary>
        <Form idempotencyKey={`${keyBase}-recover`}>
          <input type="hidden" name="intent" value="recover" />
          <ErrorSummary errors={own?.errors} />
          <TextInput
            name="email"
            type="email"
            label={m.identity_recover_email()}
            hint={m.identity_recover_email_hint()}
            autoComplete="off"
            defaultValue={own?.values["email"]}
            error={own?.errors["email"]}
          />
          <Textarea
            name="reason"
            label={m.identity_recover_reason()}
            hint={m.identity_recover_reason_hint()}
            rows={3}
            maxLength={500}
            defaultValue={own?.values["reason"]}
            error={own?.errors["reason"]}
          />
          <SubmitButton variant="secondary">{m.identity_recover_ask()}</SubmitButton>
        </Form>
      </details>
    </Section>
  );
}

function Waiting({
  asked,
  personId,
  zone,
  keyBase,
  answer,
}: Props & { readonly asked: NonNullable<Recovery["asked"]> }) {
  const isAsker = asked.askedById === personId;
  return (
    <Section
      id="pulihkan"
      tone="card"
      title={m.identity_recover()}
      lead={isAsker ? m.identity_recover_wait() : m.identity_recover_check()}
    >
      <ErrorSummary errors={answer?.values["intent"]?.endsWith("Recovery") ? answer.errors : {}} />
      <Facts
        facts={[
          { label: m.identity_recover_leader(), value: asked.leader },
          { label: m.identity_recover_email(), value: asked.email },
          { label: m.identity_recover_reason(), value: asked.reason },
          {
            label: m.identity_recover_by(),
            value: `${asked.askedBy}, ${dateTime(asked.askedAt, zone)}`,
          },
        ]}
      />
      <div className="flex flex-wrap gap-3">
        {isAsker ? null : <Decide intent="grantRecovery" recoveryId={asked.recoveryId} keyBase={keyBase} />}
        <Decide intent="refuseRecovery" recoveryId={asked.recoveryId} keyBase={keyBase} isOwn={isAsker} />
      </div>
    </Section>
  );
}

function Decide({
  intent,
  recoveryId,
  keyBase,
  isOwn = false,
}: {
  readonly intent: "grantRecovery" | "refuseRecovery";
  readonly recoveryId: string;
  readonly keyBase: string;
  readonly isOwn?: boolean;
}) {
  const isYes = intent === "grantRecovery";
  const no = isOwn ? m.identity_recover_take_back() : m.identity_recover_refuse();
  return (
    <Form idempotencyKey={`${keyBase}-${intent}`}>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="recoveryId" value={recoveryId} />
      <SubmitButton variant={isYes ? "primary" : "secondary"} {...(isYes ? { icon: "check" as const } : {})}>
        {isYes ? m.identity_recover_grant() : no}
      </SubmitButton>
    </Form>
  );
}
