import { time, type Zone } from "#app/i18n/format.ts";
import { m } from "#app/i18n/paraglide/messages.js";
import { Callout } from "#app/ui/feedback/callout.tsx";
import { Button } from "#app/ui/form/button.tsx";
import { useKeptForms } from "#app/ui/form/kept-forms.tsx";
import type { KeptForm } from "#app/ui/form/kept-store.ts";
import { DoorForm, type DoorFormProps } from "./door-form.tsx";

/** What stood in a form that waits on the phone, for showing it again. */
function valuesOf(form: KeptForm): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form.fields) values[name] = values[name] ? `${values[name]} ${value}` : value;
  return values;
}

/** The receiving form of one shipment, or what this phone keeps of it until there is a signal. */
export function DoorDesk({ zone, ...form }: Omit<DoorFormProps, "photos"> & { readonly zone: Zone }) {
  const { kept, hold } = useKeptForms();
  const mine = kept.find((one) => one.about === form.shown.shipment.id) ?? null;
  if (mine === null) return <DoorForm {...form} photos={[]} />;
  if (mine.refused === null)
    return (
      <Callout
        tone="rice"
        icon="clock"
        title={m.shipments_kept_at({ at: time(new Date(mine.at), zone) })}
        actions={
          <Button variant="secondary" size="small" onClick={() => hold(mine)}>
            {m.shipments_kept_change()}
          </Button>
        }
      >
        {m.shipments_kept_text()}
      </Callout>
    );
  return (
    <DoorForm
      key={mine.key}
      {...form}
      errors={mine.refused}
      values={valuesOf(mine)}
      photos={mine.photos.map((photo) => photo.name)}
    />
  );
}
