import { dateTime } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { TimeZone } from "#app/kernel/calendar.ts";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { Form } from "#app/ui/form/form.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { Textarea } from "#app/ui/form/textarea.tsx";
import { Facts } from "#app/ui/layout/facts.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { LeaderRecovery } from "../recovery-reads.server.ts";

type Answer =
  | {
      readonly errors: Readonly<Record<string, readonly string[]>>;
      readonly values: Readonly<Record<string, string>>;
    }
  | undefined;

type Props = {
  readonly recovery: LeaderRecovery;
  /** Who looks: whoever asked cannot be the one who says yes. */
  readonly personId: string;
  readonly zone: TimeZone;
  readonly now: Date;
  readonly keyBase: string;
  readonly answer: Answer;
};

/** Whether something is under way that belongs at the top of the page: asked for, or granted and not yet opened. */
export function isRecoveryUnderWay({ asked, granted }: LeaderRecovery): boolean {
  return asked !== null || granted !== null;
}

/** The way back for a leader who lost everything: one asks, another says yes. Nothing where others keep the members. */
export function RecoveryForms(props: Props) {
  const { recovery, answer, keyBase } = props;
  if (recovery.asked !== null) return <Waiting {...props} asked={recovery.asked} />;
  if (recovery.granted !== null) return <Granted {...props} granted={recovery.granted} />;
  if (recovery.soleKeeper === null) return null;
  const own = ownAnswer(answer);
  return (
    <Section
      id="pulihkan"
      tone="card"
      fold={own === undefined ? "closed" : "open"}
      title={m.identity_recover_of({ name: recovery.soleKeeper })}
      lead={m.identity_recover_lead()}
    >
      <AskForm keyBase={keyBase} answer={own} />
    </Section>
  );
}

const ownAnswer = (answer: Answer): Answer => (answer?.values["intent"] === "recover" ? answer : undefined);

function AskForm({ keyBase, answer }: Pick<Props, "keyBase" | "answer">) {
  return (
    <Form idempotencyKey={`${keyBase}-recover`}>
      <input type="hidden" name="intent" value="recover" />
      <ErrorSummary errors={answer?.errors} />
      <TextInput
        name="email"
        type="email"
        label={m.identity_recover_email()}
        hint={m.identity_recover_email_hint()}
        autoComplete="off"
        defaultValue={answer?.values["email"]}
        error={answer?.errors["email"]}
      />
      <Textarea
        name="reason"
        label={m.identity_recover_reason()}
        hint={m.identity_recover_reason_hint()}
        rows={3}
        maxLength={500}
        defaultValue={answer?.values["reason"]}
        error={answer?.errors["reason"]}
      />
      <SubmitButton variant="secondary">{m.identity_recover_ask()}</SubmitButton>
    </Form>
  );
}

/** A link is on its way; until it is opened nobody leads, so it may be asked for anew under a better address. */
function Granted({
  granted,
  zone,
  now,
  keyBase,
  answer,
}: Props & { readonly granted: NonNullable<LeaderRecovery["granted"]> }) {
  const own = ownAnswer(answer);
  const isOver = granted.openBy <= now;
  return (
    <Section id="pulihkan" tone="card" title={m.identity_recover()}>
      <Callout
        tone={isOver ? "brick" : "leaf"}
        title={isOver ? m.identity_recover_link_over() : m.identity_recover_link_sent()}
      >
        {isOver ? m.identity_recover_link_over_lead() : m.identity_recover_link_sent_lead()}
      </Callout>
      <Facts
        facts={[
          { label: m.identity_recover_email(), value: granted.email },
          {
            label: isOver ? m.identity_recover_link_until_over() : m.identity_recover_link_until(),
            value: dateTime(granted.openBy, zone),
          },
          { label: m.identity_recover_leader(), value: granted.leader },
          { label: m.identity_recover_granted_by(), value: granted.grantedBy },
        ]}
      />
      <details open={isOver || own !== undefined}>
        <summary className="inline-flex min-h-11 cursor-pointer items-center font-semibold text-leaf-700">
          {m.identity_recover_again()}
        </summary>
        <AskForm keyBase={keyBase} answer={own} />
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
}: Props & { readonly asked: NonNullable<LeaderRecovery["asked"]> }) {
  const isAsker = asked.askedById === personId;
  return (
    <Section id="pulihkan" tone="card" title={m.identity_recover()}>
      <Callout
        tone="rice"
        icon={isAsker ? "clock" : "shield"}
        title={isAsker ? m.identity_recover_wait_title() : m.identity_recover_check_title()}
      >
        {isAsker ? m.identity_recover_wait() : m.identity_recover_check()}
      </Callout>
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
