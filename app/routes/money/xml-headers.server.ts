/** An XML file for whoever asked, kept by nobody on the way. */
export function xmlHeaders(fileName: string): HeadersInit {
  return {
    "content-type": "application/xml; charset=utf-8",
    "content-disposition": `attachment; filename="${fileName.replace(/[^\w.-]+/g, "-")}.xml"`,
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  };
}
