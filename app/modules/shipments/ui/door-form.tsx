import { type FormEvent, useEffect, useRef, useState } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { ErrorSummary } from "#app/ui/form/error-summary.tsx";
import { FormActions } from "#app/ui/form/form.tsx";
import { useKeptForms } from "#app/ui/form/kept-forms.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { late } from "#app/ui/late.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { ShipmentShown } from "../shipment-reads.server.ts";
import { DoorLine } from "./door-line.tsx";

type Errors = Readonly<Record<string, readonly string[]>>;

const LateSignaturePad = late(() => import("./signature-pad.tsx").then(({ SignaturePad }) => SignaturePad));

export type DoorFormProps = {
  readonly idempotencyKey: string;
  readonly shown: ShipmentShown;
  /** Who is most likely the receiver. */
  readonly receiver: string;
  /** How far scales may differ here on each line, in basis points. */
  readonly tolerances: readonly number[];
  readonly errors: Errors;
  readonly values: Readonly<Record<string, string>>;
  /** Names of photo fields whose photo waits on the phone. */
  readonly photos: readonly string[];
};

/** Takes a shipment over at the door: everything as loaded in one tap, or line by line from the scales. */
export function DoorForm(props: DoorFormProps) {
  const { shown, errors, values } = props;
  const { submit } = useKeptForms();
  const [found, setFound] = useState<Errors | null>(null);
  const problemsIn = useRef<typeof import("./door-problems.ts").problemsIn | null>(null);
  useEffect(() => {
    // Not needed before the screen is alive, so in a turn of its own; without it the house alone checks.
    const turn = setTimeout(() => {
      void import("./door-problems.ts").then(
        (check) => {
          problemsIn.current = check.problemsIn;
        },
        () => undefined,
      );
    });
    return () => clearTimeout(turn);
  }, []);
  const shownErrors = found ?? errors;
  const check = (event: FormEvent<HTMLFormElement>) => {
    // Without a script the house itself checks.
    if (submit === null) return;
    const { submitter } = event.nativeEvent as SubmitEvent;
    const takesAll = submitter instanceof HTMLButtonElement && submitter.value === "all";
    const problems =
      takesAll || problemsIn.current === null
        ? {}
        : problemsIn.current(new FormData(event.currentTarget), props);
    setFound(problems);
    if (Object.keys(problems).length > 0) return event.preventDefault();
    submit(event);
  };
  return (
    <form
      method="post"
      encType="multipart/form-data"
      noValidate
      data-about={shown.shipment.id}
      data-title={shown.sellerName}
      className="flex flex-col gap-5"
      onSubmit={check}
    >
      <input type="hidden" name="_key" value={props.idempotencyKey} />
      {/* Enter on a number pad must not take everything over: a form whose first button is disabled does not send. */}
      <button type="submit" disabled hidden />
      <ErrorSummary errors={shownErrors} />
      <Section tone="card">
        <SubmitButton icon="check" wide name="intent" value="all">
          {m.shipments_door_all()}
        </SubmitButton>
        <p className="mt-2 text-sm text-ink-soft">{m.shipments_door_all_hint()}</p>
      </Section>
      <Section title={m.shipments_door_or_weigh()}>
        <ol className="grid grid-cols-1 gap-3">
          {shown.lines.map((line, at) => (
            <DoorLine
              key={line.id}
              line={line}
              at={at}
              errors={shownErrors}
              values={values}
              hasPhoto={props.photos.includes(`lines[${at}].photo`)}
            />
          ))}
        </ol>
      </Section>
      <Signers {...props} errors={shownErrors} />
      <FormActions>
        <SubmitButton icon="scale" wide name="intent" value="weighed">
          {m.shipments_door_action()}
        </SubmitButton>
      </FormActions>
    </form>
  );
}

/** Who was there: receiver, driver, witness, each by name and by finger. */
function Signers({ shown, receiver, errors, values }: DoorFormProps) {
  const signers = [
    { by: "receiver", label: m.shipments_door_receiver(), usual: receiver },
    { by: "driver", label: m.shipments_door_driver(), usual: shown.shipment.driverName ?? "" },
    { by: "witness", label: m.shipments_door_witness(), usual: "" },
  ];
  return (
    <Section tone="card" title={m.shipments_door_signers()}>
      <div className="flex flex-col gap-6">
        {signers.map(({ by, label, usual }) => (
          <div key={by} className="flex flex-col gap-3">
            <TextInput
              name={`${by}Name`}
              error={errors[`${by}Name`] ?? null}
              defaultValue={values[`${by}Name`] ?? usual}
              maxLength={120}
              label={label}
              optional={by !== "receiver"}
            />
            <LateSignaturePad
              name={`${by}Signature`}
              label={m.shipments_door_signature({ who: label.toLowerCase() })}
              sends="lines"
              before={values[`${by}Signature`]}
            />
          </div>
        ))}
      </div>
    </Section>
  );
}
