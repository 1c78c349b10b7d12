import { m } from "#app/i18n/paraglide/messages.js";

/** Why goods were lost, for a picker; the values are those of the command. */
export function lossOptions(): { value: string; label: string }[] {
  return [
    { value: "spoiled", label: m.catalogue_loss_spoiled() },
    { value: "damaged", label: m.catalogue_loss_damaged() },
    { value: "missing", label: m.catalogue_loss_missing() },
    { value: "own_use", label: m.catalogue_loss_own_use() },
    { value: "other", label: m.catalogue_loss_other() },
  ];
}
