import { Icon } from "../Icon";

interface MoveButtonsProps {
  readonly row: { readonly id: string; readonly canMoveUp: boolean; readonly canMoveDown: boolean };
  /** The name of the form's field for the row's id. */
  readonly field: string;
  readonly words: { readonly up: string; readonly down: string };
  readonly move: (data: FormData) => Promise<void>;
}

/** Buttons that move a row up or down without dragging or JavaScript. */
export function MoveButtons({ row, field, words, move }: MoveButtonsProps) {
  const { id, canMoveUp, canMoveDown } = row;
  return (
    <form action={move}>
      <input type="hidden" name={field} value={id} />
      <button
        className="icon-button"
        id={`move-up-${id}`}
        name="direction"
        value="up"
        aria-label={words.up}
        disabled={!canMoveUp}
      >
        <Icon name="up" />
      </button>
      <button
        className="icon-button"
        id={`move-down-${id}`}
        name="direction"
        value="down"
        aria-label={words.down}
        disabled={!canMoveDown}
      >
        <Icon name="down" />
      </button>
    </form>
  );
}
