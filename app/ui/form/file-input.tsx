import { useEffect, useState } from "react";
import { fileSize } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
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

/** A file or a photo: shows what was picked and how big it is. Needs a Form with `files`. */
export function FileInput(props: FileInputProps) {
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  // A preview holds its photo in memory until it is let go.
  useEffect(
    () => () => {
      for (const { preview } of picked) if (preview !== null) URL.revokeObjectURL(preview);
    },
    [picked],
  );
  return (
    <Field {...props}>
      <div className="rounded-md border border-dashed border-edge bg-card p-3 transition-colors focus-within:border-leaf-600 hover:bg-sunken">
        <div className="flex items-center gap-3">
          <span className="grid size-11 shrink-0 place-items-center rounded-full bg-leaf-50 text-leaf-700">
            <Icon name={props.camera ? "camera" : "upload"} size={24} />
          </span>
          <input
            {...controlIds(props)}
            type="file"
            name={props.name}
            accept={props.accept}
            multiple={props.multiple}
            required={!props.optional}
            {...(props.camera ? { capture: "environment" as const } : {})}
            onChange={(event) => setPicked([...(event.target.files ?? [])].map(pickedFrom))}
            className="min-h-11 w-full min-w-0 text-sm text-ink-soft file:mr-3 file:min-h-11 file:rounded-md file:border file:border-solid file:border-edge file:bg-card file:px-4 file:font-bold file:text-ink"
          />
        </div>
        {picked.length === 0 ? null : (
          <ul aria-label={m.kit_files_picked()} className="mt-3 grid gap-2">
            {picked.map((file) => (
              <li key={file.name} className="flex items-center gap-3 text-sm">
                {file.preview === null ? (
                  <Icon name="doc" />
                ) : (
                  <img src={file.preview} alt="" className="size-14 rounded-sm object-cover" />
                )}
                <span className="min-w-0 flex-1 truncate font-medium">{file.name}</span>
                <span className="tabular shrink-0 text-ink-faint">{fileSize(file.size)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Field>
  );
}

function pickedFrom(file: File): Picked {
  return {
    name: file.name,
    size: file.size,
    preview: file.type.startsWith("image/") ? URL.createObjectURL(file) : null,
  };
}
