import { time, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import type { DriverDeed } from "../drive.ts";

export type SaidMark = {
  readonly id: string;
  readonly deed: DriverDeed;
  readonly happenedAt: Date;
  readonly signedName: string | null;
  readonly photoId: string | null;
  readonly signatureId: string | null;
};

const said = {
  arrived: m.shipments_drive_was_there,
  loaded: m.shipments_drive_was_loaded,
  handed: m.shipments_drive_was_handed,
} as const satisfies Record<DriverDeed, (said: { at: string }) => string>;

/** One thing that a driver said at a stop, with who signed and his pictures. */
export function DriverSaid({ mark, zone }: { readonly mark: SaidMark; readonly zone: Zone }) {
  return (
    <span className="mt-1 flex flex-wrap items-center gap-x-3 text-sm">
      <span className="font-medium text-leaf-700">
        {said[mark.deed]({ at: time(mark.happenedAt, zone) })}
      </span>
      {mark.signedName}
      {mark.photoId === null ? null : <FileLink id={mark.photoId} label={m.shipments_photo()} />}
      {mark.signatureId === null ? null : (
        <FileLink id={mark.signatureId} label={m.shipments_drive_signature()} />
      )}
    </span>
  );
}

function FileLink({ id, label }: { readonly id: string; readonly label: string }) {
  return (
    <a
      href={`/berkas/${id}`}
      className="inline-flex min-h-11 items-center font-semibold text-leaf-700 underline"
    >
      {label}
    </a>
  );
}
