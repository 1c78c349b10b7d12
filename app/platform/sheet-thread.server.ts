// What the thread runs that opens spreadsheets: bytes of a stranger's file in, tables of cells out.

import { openSheets } from "./open-sheets.server.ts";
import { serveThread } from "./serve-thread.server.ts";

serveThread((bytes: Uint8Array) => openSheets(bytes));
