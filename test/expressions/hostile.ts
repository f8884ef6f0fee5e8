/** Expressions that would hold a process, fill it or end it, and payloads that make them so. */

const text = 'x'.repeat(1024 * 1024);

const numbers = Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 100_003);

interface Hostile {
  readonly what: string;
  readonly mapping: string;
  readonly payload: unknown;
  /** It fills nothing and only goes on, so it may be ended after a short time as well as after a long one. */
  readonly isEndless: boolean;
}

const hostile = (what: string, mapping: string, payload: unknown = {}): Hostile => ({
  what,
  mapping,
  payload,
  isEndless: false,
});

const endless = (what: string, mapping: string, payload: unknown = {}): Hostile => ({
  ...hostile(what, mapping, payload),
  isEndless: true,
});

const backtracking = { text: `${'a'.repeat(60)}!` };

export const hostileExpressions: readonly Hostile[] = [
  hostile('padding to 400 MB', '$pad("x", 4e8)'),
  hostile('padding to 400 MB of wide characters', '$pad("x", 2e8, "€")'),
  hostile('padding to as much as the sender says', '$uppercase($pad("x", width))', { width: 5e8 }),
  hostile('padding beyond what a string can be', '$pad("x", 4e9)'),
  hostile('many paddings', '[1..1000].$pad("x", 1e7 + $)'),
  hostile('a string doubled to 256 MB', '$uppercase($reduce([1..8], function($a, $b) { $a & $a }, text))', {
    text,
  }),
  hostile('a string doubled without end', '$reduce([1..60], function($a, $b) { $a & $a }, text)', { text }),
  hostile('256 MB split into characters', '$split($reduce([1..8], function($a, $b) { $a & $a }, text), "")', {
    text,
  }),
  hostile('256 MB counted', '$length($reduce([1..8], function($a, $b) { $a & $a }, text))', { text }),
  hostile('a thousand copies', '[1..1000].$uppercase($$.text & $)', { text }),
  hostile('each letter replaced by the whole', '$replace(text, "x", text)', { text }),
  hostile('each match replaced by the whole', '$replace(text, /x/, text)', { text }),
  hostile('joined with the whole', '$join([1..90000].$string(), text)', { text }),
  hostile('coded again and again', '$reduce([1..20], function($a, $b) { $base64encode($a) }, text)', {
    text,
  }),
  hostile('escaped again and again', '$reduce([1..20], function($a, $b) { $string([$a]) }, text)', {
    text: '"'.repeat(1024 * 1024),
  }),
  endless('a picture of the sender', '$formatNumber(1, picture)', { picture: `${'#,'.repeat(500_000)}0` }),
  endless('$match that backtracks', '$match(text, /^(a+)+$/)', backtracking),
  endless('$replace that backtracks', '$replace(text, /^(a+)+$/, "")', backtracking),
  endless('$split that backtracks', '$split(text, /^(a+)+$/)', backtracking),
  endless('$contains that backtracks', '$contains(text, /^(a+)+$/)', backtracking),
  endless('a quadratic expression over 1 MiB', '$contains(text, /x*y/)', { text }),
  hostile('recursion', '($f := function($n) { 1 + $f($n) }; $f(1))'),
  endless('a loop', '($f := function($n) { $f($n + 1) }; $f(1))'),
  hostile('a list that grows', '($f := function($n) { $f($append($n, $n)) }; $f([1, 2]))'),
  hostile('a range', '[1..10000000]'),
  hostile('many ranges', '[1..100000].[1..1000]'),
  endless('a value of 2^40 leaves', '$reduce([1..40], function($a, $b) { {"a": $a, "b": $a} }, {"c": 1})'),
  endless('each with each', 'numbers.($n := $; $$.numbers[$ > $n])', { numbers }),
  endless('a sort that compares slowly', '$sort(numbers, function($l, $r) { $l > $r })', { numbers }),
  hostile('more than an event may hold', 'numbers.{"ip": "45.155.205.233", "description": $string($)}', {
    numbers: numbers.slice(0, 20_000),
  }),
  hostile('more JSON than may cross', '[1..20].$substring($$.text & $, 0, 1000000)', { text }),
  hostile('a function', 'function($x) { $x }'),
  hostile('code in the payload', '$eval(text)', { text: '1 + 1' }),
  hostile('chance', '$random()'),
];
