import "server-only";
import { env } from "../env";
import { firstValue, type SearchParams } from "../request-input";
import { returnPath } from "./return-path";

/** Where the person wants to go, by the address of this page: a path of ours. */
export const wantedPage = async (searchParams: SearchParams): Promise<string> =>
  returnPath(firstValue((await searchParams)["to"]), env().origin);
