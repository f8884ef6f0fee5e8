const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Named, or by the number of its character: `&amp;`, `&#13;`, `&#xD;`. */
const reference = /&(amp|lt|gt|quot|apos|#\d{1,6}|#x[0-9a-fA-F]{1,5});/g;

const textOf = (xml: string): string =>
  xml.replaceAll(
    reference,
    (_, name: string) =>
      named.get(name) ?? String.fromCodePoint(Number(name.replace('#x', '0x').replace('#', ''))),
  );

/**
 * Messages that the queue service gave, with their texts as they were sent. The SDK leaves numeric references as they stand
 * (parseXML of @azure/core-xml), and as one of those a carriage return comes.
 */
export const asSent = <A extends { readonly messageText: string }>(
  messages: readonly A[],
  { bodyAsText }: { readonly bodyAsText: string },
): readonly A[] => {
  const texts = [...bodyAsText.matchAll(/<MessageText(?:\s*\/>|>([^<]*)<\/MessageText>)/g)];
  return messages.map((message, index) => ({ ...message, messageText: textOf(texts[index]?.[1] ?? '') }));
};
