import { type ChangeEvent, useRef } from "react";
import { m } from "#app/i18n/paraglide/messages.js";
import { ALL_WELL } from "../door-form.ts";
import { senses } from "../shipment-lifecycle.ts";
import { senseName } from "./senses.ts";

const CHIP =
  "flex min-h-11 cursor-pointer items-center gap-2 rounded-md border border-edge bg-card px-3 py-2 font-medium has-checked:ring-1 has-focus-visible:outline-3 has-focus-visible:outline-offset-2 has-focus-visible:outline-leaf-500";

/** Colour, smell, texture, packaging: one tap that all is well, or a tap on what is not. */
export function DoorSenses({ name, values }: { readonly name: string; readonly values: readonly string[] }) {
  const group = useRef<HTMLFieldSetElement>(null);
  const tap = (event: ChangeEvent<HTMLInputElement>) => {
    if (!event.target.checked) return;
    // All cannot be well where something is not.
    for (const box of group.current?.querySelectorAll("input") ?? [])
      if ((event.target.value === ALL_WELL) !== (box.value === ALL_WELL)) box.checked = false;
  };
  return (
    <fieldset ref={group} className="mt-4 min-w-0">
      <legend className="mb-1.5 font-semibold">{m.shipments_door_senses()}</legend>
      <div className="flex flex-wrap gap-2">
        <label
          className={`${CHIP} has-checked:border-leaf-600 has-checked:bg-leaf-50 has-checked:ring-leaf-600`}
        >
          <input
            type="checkbox"
            name={name}
            value={ALL_WELL}
            defaultChecked={values.includes(ALL_WELL)}
            onChange={tap}
            className="size-5 shrink-0 accent-leaf-600"
          />
          {m.shipments_sense_all_well()}
        </label>
        {senses.map((sense) => (
          <label
            key={sense}
            className={`${CHIP} has-checked:border-brick-300 has-checked:bg-brick-50 has-checked:ring-brick-300`}
          >
            <input
              type="checkbox"
              name={name}
              value={sense}
              defaultChecked={values.includes(sense)}
              onChange={tap}
              className="size-5 shrink-0 accent-brick-700"
            />
            {m.shipments_sense_wrong({ sense: senseName(sense) })}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
