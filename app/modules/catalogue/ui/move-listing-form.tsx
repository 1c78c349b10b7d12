import { m } from "#app/i18n/paraglide/messages.js";
import { Form, FormActions } from "#app/ui/form/form.tsx";
import { Select } from "#app/ui/form/select.tsx";
import { SubmitButton } from "#app/ui/form/submit-button.tsx";
import { Section } from "#app/ui/layout/section.tsx";
import type { WarehouseName } from "../warehouse-reads.server.ts";

/** Where goods may be brought: every place of their seller but the one they lie in (null: the own address). */
export function otherPlaces(warehouses: readonly WarehouseName[], warehouseId: string | null) {
  return [
    { value: "", label: m.catalogue_warehouse_own_address() },
    ...warehouses.map(({ id, name, cityName }) => ({ value: id, label: `${name}, ${cityName}` })),
  ].filter(({ value }) => value !== (warehouseId ?? ""));
}

/** All goods of a listing to another place of their seller. */
export function MoveListingForm({
  idempotencyKey,
  warehouses,
  warehouseId,
  isOpen,
}: {
  readonly idempotencyKey: string;
  readonly warehouses: readonly WarehouseName[];
  /** Where they lie now; null at the own address. */
  readonly warehouseId: string | null;
  readonly isOpen: boolean;
}) {
  const places = otherPlaces(warehouses, warehouseId);
  return (
    <details open={isOpen}>
      <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-leaf-700">
        {m.catalogue_move_open()}
      </summary>
      <Section tone="card" title={m.catalogue_move_title()} lead={m.catalogue_move_lead()}>
        <Form idempotencyKey={`${idempotencyKey}-move`}>
          <Select
            name="warehouse"
            label={m.catalogue_move_to()}
            options={places}
            defaultValue={places[0]?.value}
            optional
          />
          <FormActions>
            <SubmitButton variant="secondary" icon="truck" name="intent" value="move">
              {m.catalogue_move_action()}
            </SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </details>
  );
}
