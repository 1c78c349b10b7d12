import { requirePermission } from "#app/http/actor.server.ts";
import { readAddress } from "#app/http/address.server.ts";
import { Missing } from "#app/kernel/errors.ts";
import { PageRequest } from "#app/kernel/page.ts";
import { accountNamed } from "#app/modules/ledger/chart.ts";
import { accountPage, accountsOf } from "#app/modules/oversight/account-book-reads.server.ts";
import { askedPeriod } from "./statement-period.server.ts";

/**
 * The account, period and lines that an address asks for, in the books of whoever asks. An account of several subjects shows
 * no lines before one of them is chosen; one that is not of these books is not found.
 */
export async function askedAccount(request: Request, workspace: string | undefined, limit: number) {
  const { call, organisation } = await requirePermission(request, workspace, "books.read");
  const query = new URL(request.url).searchParams;
  const account = accountNamed(query.get("akun") ?? "");
  if (account === null) throw new Missing("kernel.missing");
  const period = askedPeriod(request.url, call.at, organisation.timeZone);
  const among = await accountsOf(organisation.id, account, period);
  const asked = query.get("rekening");
  const shown =
    asked === null && among.length !== 1
      ? null
      : await accountPage(
          among,
          asked,
          period,
          readAddress(PageRequest, { limit, after: query.get("after") ?? undefined }),
        );
  if (asked !== null && shown === null) throw new Missing("ledger.missing");
  return { call, organisation, account, period, among, shown };
}
