/**
 * The names of the fields of one lot's forms. A page has a card for each lot and each card two forms: a label must lead to
 * its own field, and an error to the one that was typed in.
 */
export function lotFields(lotId: string) {
  return {
    loss: { quantityBase: `loss-${lotId}`, reason: `reason-${lotId}` },
    part: { quantityBase: `quantity-${lotId}`, warehouseId: `warehouse-${lotId}` },
  };
}
