import { dateTime, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Button } from "#app/ui/form/button.tsx";
import { KeptForms, useKeptForms } from "#app/ui/form/kept-forms.tsx";
import type { KeptForm } from "#app/ui/form/kept-store.ts";

type LeftProps = {
  readonly queue: string;
  /** The delivery that nothing more can be weighed of. */
  readonly about: string;
  readonly lines: readonly { readonly id: string; readonly description: string; readonly unit: string }[];
  readonly zone: Zone;
};

/**
 * What this phone still keeps of a delivery whose door is shut: the house refused it, and no form is left to put it right in. It is
 * read once more and then thrown away, or its notice would stand in every list for good.
 */
export function KeptLeft({ queue, ...left }: LeftProps) {
  return (
    <KeptForms queue={queue}>
      <Left {...left} />
    </KeptForms>
  );
}

function Left({ about, lines, zone }: Omit<LeftProps, "queue">) {
  const { kept, drop } = useKeptForms();
  return kept
    .filter((form) => form.about === about && form.refused !== null)
    .map((form) => (
      <Callout
        key={form.key}
        tone="brick"
        icon="alert"
        title={m.shipments_kept_left_title({ at: dateTime(new Date(form.at), zone) })}
        actions={
          <Button variant="secondary" size="small" onClick={() => drop(form)}>
            {m.shipments_kept_left_drop()}
          </Button>
        }
      >
        {[...Object.values(form.refused ?? {}).flat(), ...weighedIn(form, lines)].map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Callout>
    ));
}

/** What was weighed, line by line, as it was typed; nothing of what was taken over in one tap. */
function weighedIn(form: KeptForm, lines: LeftProps["lines"]): string[] {
  const fields = new Map(form.fields);
  if (fields.get("intent") === "all") return [m.shipments_kept_left_all()];
  return lines.flatMap(({ description, unit }, at) => {
    const box = (name: string) => fields.get(`lines[${at}].${name}`)?.trim() ?? "";
    const weighed = box("gross") || box("delivered");
    if (weighed === "") return [];
    return [
      m.shipments_kept_left_line({ goods: description, weighed, rejected: box("rejected") || "0", unit }),
    ];
  });
}
