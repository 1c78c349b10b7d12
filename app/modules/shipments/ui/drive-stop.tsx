import { minuteTime, time, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Badge } from "#app/ui/feedback/badge.tsx";
import { ButtonLink } from "#app/ui/form/button.tsx";
import { FileInput } from "#app/ui/form/file-input.tsx";
import { useKeptForms } from "#app/ui/form/kept-forms.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { TextInput } from "#app/ui/form/text-input.tsx";
import { type DriverDeed, deedsAt, type StopKind } from "../drive.ts";
import type { DriveStop as Stop } from "../drive-reads.server.ts";
import { DriverGoods } from "./driver-goods.tsx";
import { SignaturePad } from "./signature-pad.tsx";

const kinds = {
  pickup: m.shipments_stop_pickup,
  gate: m.shipments_stop_gate,
  dropoff: m.shipments_stop_dropoff,
} as const satisfies Record<StopKind, () => string>;

const doing = {
  arrived: m.shipments_drive_arrive,
  loaded: m.shipments_drive_load,
  handed: m.shipments_drive_hand,
} as const satisfies Record<DriverDeed, () => string>;

const done = {
  arrived: m.shipments_drive_was_there,
  loaded: m.shipments_drive_was_loaded,
  handed: m.shipments_drive_was_handed,
} as const satisfies Record<DriverDeed, (said: { at: string }) => string>;

export type DriveStopProps = {
  readonly stop: Stop;
  readonly number: number;
  readonly zone: Zone;
  /** Made once for the page; each deed adds its own place to it. */
  readonly receiptKey: string;
};

/** One stop of a driver: where, whom to call, what is fetched or given, and a button for each thing that he does there. */
export function DriveStop({ stop, number, zone, receiptKey }: DriveStopProps) {
  const { kept } = useKeptForms();
  const aboutOf = (deed: DriverDeed | "undo") => `${stop.kind} ${stop.organisationId} ${stop.round} ${deed}`;
  const saidOf = (deed: DriverDeed) => stop.marks.find((mark) => mark.deed === deed) ?? null;
  const keptOf = (deed: DriverDeed) => kept.find((one) => one.about === aboutOf(deed)) ?? null;
  const deeds = deedsAt(stop.kind);
  const last = deeds.findLast((deed) => saidOf(deed)) ?? null;
  const undoing = kept.find((one) => one.about === aboutOf("undo")) ?? null;
  const isReceived = stop.loads.some((load) => load.shipment.state === "received");
  const next = deeds.find((deed) => !saidOf(deed) && (!keptOf(deed) || keptOf(deed)?.refused)) ?? null;
  return (
    <article className="border-t border-line py-5 first:border-t-0 first:pt-0">
      <p className="text-sm text-ink-faint">
        {kinds[stop.kind]()}
        {stop.dueMinute === null ? "" : ` · ${m.shipments_stop_due({ time: minuteTime(stop.dueMinute) })}`}
      </p>
      <h2 className="text-lg font-bold">
        {number}. {stop.name}
      </h2>
      {stop.address === null ? null : <p className="mt-1">{stop.address}</p>}
      <ul className="mt-2 flex flex-wrap gap-2">
        {deeds.map((deed) => {
          const said = saidOf(deed);
          const waiting = keptOf(deed);
          if (said)
            return (
              <li key={deed}>
                <Badge tone="leaf">{done[deed]({ at: time(said.happenedAt, zone) })}</Badge>
              </li>
            );
          return waiting ? (
            <li key={deed}>
              <Badge tone={waiting.refused ? "brick" : "rice"} icon="clock">
                {waiting.refused
                  ? m.shipments_drive_refused({ deed: doing[deed]() })
                  : m.shipments_drive_kept({ deed: doing[deed]() })}
              </Badge>
            </li>
          ) : null;
        })}
      </ul>
      {undoing ? (
        <p className="mt-2">
          <Badge tone={undoing.refused ? "brick" : "rice"} icon="clock">
            {undoing.refused ? m.shipments_drive_undo_refused() : m.shipments_drive_undo_kept()}
          </Badge>
        </p>
      ) : null}
      <StopLinks stop={stop} />
      {stop.kind === "gate" ? null : <DriverGoods loads={stop.loads} />}
      {next === null ? null : (
        <DeedForm
          key={next}
          stop={stop}
          number={number}
          deed={next}
          about={aboutOf(next)}
          idempotencyKey={`${receiptKey}-${number}-${next}`}
        />
      )}
      {last === null || undoing !== null || isReceived || deeds.some((deed) => keptOf(deed)) ? null : (
        <UndoForm
          stop={stop}
          deed={last}
          about={aboutOf("undo")}
          idempotencyKey={`${receiptKey}-${number}-undo-${last}`}
        />
      )}
    </article>
  );
}

function StopLinks({ stop }: { readonly stop: Stop }) {
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {stop.address === null ? null : (
        <ButtonLink
          to={`https://www.google.com/maps/search/?api=1&query=${encodeURIComponent(`${stop.name}, ${stop.address}`)}`}
          variant="secondary"
          icon="map"
          external
        >
          {m.shipments_drive_map()}
        </ButtonLink>
      )}
      {stop.phone === null ? null : (
        <ButtonLink to={`tel:${stop.phone}`} variant="secondary" icon="phone" external>
          {stop.kind === "dropoff" ? m.shipments_drive_call() : m.shipments_drive_call_here()}
        </ButtonLink>
      )}
    </div>
  );
}

/** Of which stop and of what a form speaks. */
function SaidOf({ stop, deed }: { readonly stop: Stop; readonly deed: DriverDeed }) {
  return (
    <>
      <input type="hidden" name="place" value={stop.kind} />
      <input type="hidden" name="organisationId" value={stop.organisationId} />
      <input type="hidden" name="round" value={stop.round} />
      <input type="hidden" name="deed" value={deed} />
    </>
  );
}

/** Takes back what was said last at a stop, for a thumb that slipped. */
function UndoForm({ stop, deed, about, idempotencyKey }: Omit<DeedFormProps, "number">) {
  const { submit } = useKeptForms();
  return (
    <form
      method="post"
      encType="multipart/form-data"
      data-about={about}
      className="mt-3"
      {...(submit === null ? {} : { onSubmit: submit, "data-keeps": true })}
    >
      <input type="hidden" name="_key" value={idempotencyKey} />
      <input type="hidden" name="intent" value="undo" />
      <SaidOf stop={stop} deed={deed} />
      <SubmitButton variant="quiet" icon="undo" size="small">
        {m.shipments_drive_undo()}
      </SubmitButton>
    </form>
  );
}

type DeedFormProps = {
  readonly stop: Stop;
  readonly number: number;
  readonly deed: DriverDeed;
  readonly about: string;
  readonly idempotencyKey: string;
};

/** What is said next at a stop. A plain form; with a script it first goes into the phone's memory. */
function DeedForm({ stop, number, deed, about, idempotencyKey }: DeedFormProps) {
  const { submit } = useKeptForms();
  const handsOver = deed === "handed";
  return (
    <form
      method="post"
      encType="multipart/form-data"
      data-about={about}
      className="mt-4 flex flex-col gap-4"
      {...(submit === null ? {} : { onSubmit: submit, "data-keeps": true })}
    >
      <input type="hidden" name="_key" value={idempotencyKey} />
      <SaidOf stop={stop} deed={deed} />
      <input type="hidden" name="number" value={number} />
      {handsOver ? (
        <>
          <TextInput name="signedName" label={m.shipments_drive_signed_name()} maxLength={120} />
          <SignaturePad name="signature" sends="picture" />
        </>
      ) : null}
      {deed === "arrived" ? null : (
        <FileInput
          name={`photo-${number}`}
          label={m.shipments_photo()}
          accept="image/jpeg,image/png,image/webp"
          camera
          optional
        />
      )}
      <SubmitButton icon={deed === "arrived" ? "pin" : "check"} wide>
        {doing[deed]()}
      </SubmitButton>
    </form>
  );
}
