import { getTranslations } from "next-intl/server";
import { Icon } from "@/components/Icon";

interface MoveButtonsProps {
  readonly purpose: {
    readonly id: string;
    readonly name: string;
    readonly canMoveUp: boolean;
    readonly canMoveDown: boolean;
  };
  readonly move: (data: FormData) => Promise<void>;
}

/** One place up or down: no dragging, no script needed. */
export async function MoveButtons({ purpose, move }: MoveButtonsProps) {
  const t = await getTranslations("admin.purposes");
  const { id, name, canMoveUp, canMoveDown } = purpose;
  return (
    <form action={move}>
      <input type="hidden" name="purpose" value={id} />
      <button
        className="icon-button"
        id={`move-up-${id}`}
        name="direction"
        value="up"
        aria-label={t("up", { name })}
        disabled={!canMoveUp}
      >
        <Icon name="up" />
      </button>
      <button
        className="icon-button"
        id={`move-down-${id}`}
        name="direction"
        value="down"
        aria-label={t("down", { name })}
        disabled={!canMoveDown}
      >
        <Icon name="down" />
      </button>
    </form>
  );
}
