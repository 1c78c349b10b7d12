/**
 * What a bank gave back of a whole batch of payouts. A `proof` shows that the file was carried out (a photo, a PDF) and speaks for each of
 * its payouts that was made; `outcomes` is the table that says row by row what became of them. They are kept as they came.
 */
export const batchFileKinds = ["proof", "outcomes"] as const;
export type BatchFileKind = (typeof batchFileKinds)[number];
