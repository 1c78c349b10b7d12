import { useEffect, useRef, useState } from "react";
import { fileSize } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { buttonClass } from "#app/ui/form/button.tsx";
import { controlIds, Field, type FieldProps } from "#app/ui/form/field.tsx";
import { Icon } from "#app/ui/icon.tsx";

export type FileInputProps = FieldProps & {
  /** "image/*" for photos, "application/pdf,image/*" for papers. */
  readonly accept: string;
  /** Opens the phone's camera at once: photos taken at the door. */
  readonly camera?: boolean | undefined;
  readonly multiple?: boolean | undefined;
};

type Picked = { readonly name: string; readonly size: number; readonly preview: string | null };

// The browser's own button speaks the browser's language, and nothing can be written on it. It lies unseen over ours, so
// that a tap, a drop or a key reaches it without a script; where scripts do not run, it shows the name of what was picked.
const OVER_ALL =
  "absolute inset-0 size-full cursor-pointer opacity-0 noscript:static noscript:min-h-11 noscript:py-2.5 noscript:text-sm noscript:opacity-100 noscript:file:hidden";

/** Always the same, so that looking again where nothing was picked draws nothing anew. */
const NONE: readonly Picked[] = [];

/** A file or a photo: shows what was picked and how big it is. Needs a Form with `files`. */
export function FileInput(props: FileInputProps) {
  const control = useRef<HTMLInputElement>(null);
  const [picked, setPicked] = useState(NONE);
  const [isNoPhoto, setNoPhoto] = useState(false);
  const look = () => {
    const files = [...(control.current?.files ?? [])];
    setPicked(files.length === 0 ? NONE : files.map(pickedFrom));
  };
  const pick = () => {
    setNoPhoto(false);
    look();
    if (props.camera) void shrink().catch(() => undefined);
  };
  /** A camera's photo is made small before it is sent, and what is none is not taken. */
  const shrink = async () => {
    const [file] = control.current?.files ?? [];
    if (!file) return;
    const { smallPhoto } = await import("#app/ui/form/small-photo.ts");
    const photo = await smallPhoto(file);
    // Something else was picked meanwhile.
    if (!control.current || control.current.files?.[0] !== file || photo === file) return;
    setNoPhoto(photo === null);
    const files = new DataTransfer();
    if (photo !== null) files.items.add(photo);
    control.current.files = files.files;
    look();
  };
  // Somebody on a slow line may have picked before the script came.
  useEffect(look, []);
  // A preview holds its photo in memory until it is let go.
  useEffect(
    () => () => {
      for (const { preview } of picked) if (preview !== null) URL.revokeObjectURL(preview);
    },
    [picked],
  );
  return (
    <Field {...props} error={isNoPhoto ? m.kit_files_no_photo() : props.error}>
      <div className="relative rounded-md border border-dashed border-edge bg-card p-3 transition-colors focus-within:outline-3 focus-within:outline-offset-2 focus-within:outline-leaf-600 hover:bg-sunken">
        {picked.length === 0 ? null : (
          <ul aria-label={m.kit_files_picked()} className="mb-3 grid gap-2">
            {picked.map((file) => (
              <PickedFile key={file.name} {...file} />
            ))}
          </ul>
        )}
        <span aria-hidden="true" className={buttonClass("secondary", "small")}>
          <Icon name={props.camera ? "camera" : "upload"} />
          {picked.length === 0 ? wordsOf(props) : m.kit_files_change()}
        </span>
        <input
          {...controlIds(props)}
          ref={control}
          type="file"
          name={props.name}
          accept={props.accept}
          multiple={props.multiple}
          required={!props.optional}
          {...(props.camera ? { capture: "environment" as const } : {})}
          onChange={pick}
          className={OVER_ALL}
        />
      </div>
    </Field>
  );
}

function wordsOf({ accept, camera }: FileInputProps): string {
  if (camera) return m.kit_files_camera();
  return /^image\/[^,]+(,image\/[^,]+)*$/.test(accept) ? m.kit_files_photo() : m.kit_files_choose();
}

function PickedFile({ name, size, preview }: Picked) {
  return (
    <li className="flex items-center gap-3 text-sm">
      {preview === null ? (
        <Icon name="doc" />
      ) : (
        <img src={preview} alt="" className="size-14 rounded-sm object-cover" />
      )}
      <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
      <span className="tabular shrink-0 text-ink-faint">{fileSize(size)}</span>
    </li>
  );
}

function pickedFrom(file: File): Picked {
  return {
    name: file.name,
    size: file.size,
    preview: file.type.startsWith("image/") ? URL.createObjectURL(file) : null,
  };
}
