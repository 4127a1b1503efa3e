/** Words that are short, kind and easy to say; their number is a power of two so that the digits of an id choose evenly. */
const MOODS = [
  'able', 'airy', 'amber', 'apt', 'bold', 'brave', 'brisk', 'calm', 'civil', 'clear', 'clever', 'cosy', 'crisp', 'daring', 'deft', 'eager',
  'early', 'even', 'fair', 'fine', 'firm', 'fleet', 'fond', 'frank', 'fresh', 'gentle', 'glad', 'golden', 'grand', 'happy', 'hardy', 'honest',
  'humble', 'jolly', 'keen', 'kind', 'late', 'lively', 'loyal', 'lucid', 'merry', 'mild', 'modest', 'neat', 'nimble', 'noble', 'patient', 'plain',
  'polite', 'proud', 'quick', 'quiet', 'ready', 'rosy', 'silent', 'smart', 'snug', 'sober', 'steady', 'sunny', 'swift', 'tidy', 'warm', 'wise',
] as const;

const ANIMALS = [
  'ant', 'badger', 'bear', 'beaver', 'bee', 'bison', 'camel', 'cat', 'crane', 'cricket', 'crow', 'curlew', 'deer', 'dolphin', 'dove', 'duck',
  'eagle', 'egret', 'elk', 'falcon', 'ferret', 'finch', 'fox', 'frog', 'gecko', 'goat', 'goose', 'grouse', 'hare', 'hawk', 'hedgehog', 'heron',
  'horse', 'ibis', 'jay', 'kite', 'koala', 'lark', 'lemur', 'lizard', 'llama', 'lynx', 'magpie', 'marten', 'mole', 'moose', 'newt', 'otter',
  'owl', 'panda', 'pigeon', 'puffin', 'quail', 'rabbit', 'raven', 'robin', 'salmon', 'seal', 'stork', 'swan', 'tern', 'toad', 'whale', 'wren',
] as const;

/** The name of a run that was given none, always the same for the same id: `calm-heron-11`. */
export function runNameFromId(runId: string): string {
  const digits = Number.parseInt(runId.slice(0, 8), 16);
  const mood = MOODS[digits % MOODS.length];
  const animal = ANIMALS[Math.floor(digits / MOODS.length) % ANIMALS.length];
  return `${mood}-${animal}-${Math.floor(digits / (MOODS.length * ANIMALS.length)) % 100}`;
}
