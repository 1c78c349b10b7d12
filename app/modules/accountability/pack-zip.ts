/** The hour on every file of an archive: the first that the format knows, so that equal content is equal bytes. */
export const PACKED_AT = new Date(1980, 0, 1);
