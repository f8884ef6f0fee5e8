const noLines = {
  top: '', 'top-mid': '', 'top-left': '', 'top-right': '',
  bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '',
  left: '', 'left-mid': '', mid: '', 'mid-mid': '',
  right: '', 'right-mid': '', middle: '  ',
}; // prettier-ignore

/** For cli-table3: columns without lines, and no colours but ours: its own come through a pipe as well. */
export const bare = {
  chars: noLines,
  style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
};
