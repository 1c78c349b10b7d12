/**
 * The rules that governments and charters may change, as they stand. Keys are read by code; what people see is the
 * value with its source, and a warning where the source itself asks to be checked.
 */
export type ReferenceParameter = {
  readonly key: string;
  readonly value: string | number | boolean | readonly (string | number)[];
  readonly validFrom: string;
  readonly source: string;
  readonly needsChecking?: true;
};

/** The source of a rule that Lumbung made itself. */
export const HOUSE_RULE = "Ketentuan Lumbung; dapat diubah pengelola";
