const KEPT_NOWHERE = { "cache-control": "private, no-store", "x-content-type-options": "nosniff" } as const;

/** Of a spreadsheet that is taken along under this name. */
export function sheetHeaders(fileName: string) {
  return {
    ...KEPT_NOWHERE,
    "content-type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "content-disposition": `attachment; filename="${fileName}.xlsx"`,
  };
}

/** Of a text file of comma-separated values that is taken along under this name. */
export function csvHeaders(fileName: string) {
  return {
    ...KEPT_NOWHERE,
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${fileName}.csv"`,
  };
}
