// What the thread runs that opens price files: bytes of a stranger's file in, a table of cells out.

import { serveThread } from "#app/platform/serve-thread.server.ts";
import { openPriceFile } from "./open-price-file.server.ts";

serveThread((bytes: Uint8Array) => openPriceFile(bytes));
