import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, lengthOf } from "./columns.ts";
import { event } from "./event.ts";

/**
 * From where an administrator did something: an IP address as our outermost proxy saw it. Beside the event and in no
 * digest, because it is personal data of whoever did it: it goes after some time, and with their account, and what they
 * did stays provable.
 */
export const eventAddress = pgTable(
  "event_address",
  {
    eventId: uuid()
      .primaryKey()
      .references(() => event.id, { onDelete: "restrict" }),
    at: createdAt(),
    address: text().notNull(),
  },
  (table) => [
    lengthOf("event_address_length", table.address, 2, 45),
    index("event_address_by_time").on(table.at),
    index("event_address_by_address").on(table.address, table.eventId),
  ],
);
