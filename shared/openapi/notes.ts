/** What a name does not say by itself, of a schema and of its members; docs/outcomes.md has the rest. */
interface Notes {
  readonly description: string;
  readonly members?: Readonly<Record<string, string>>;
}

const provenance = {
  eventId: 'As the envelope says; for a bare event the id of the invocation or of the queue message.',
  intakeId: 'The invocation that took the event in: the same on every outcome of one call.',
  source:
    'As the envelope says; for a bare event http, event-grid or the name of the queue. Of a sender of the profile: its name, and after a colon what its envelope says.',
  sender: 'The sender, as the profile names it; absent where none is known.',
  eventTime: 'As the envelope says.',
  format: 'The format that read it; null where none did.',
  place: 'JSON pointer into the body as it arrived.',
};

export const notes: Readonly<Record<string, Notes>> = {
  Violation: {
    description: 'What is wrong at one place. Never holds the value that was sent.',
    members: { pointer: 'JSON pointer (RFC 6901).', expected: 'What was expected there.' },
  },
  Reason: {
    description: 'Why an indicator is not (yet) at the destination.',
    members: {
      code: 'Stable; docs/outcomes.md lists all.',
      destinationCode: "The destination's own error code.",
      status: 'The HTTP status of the destination.',
    },
  },
  Provenance: { description: 'Where something came from.', members: provenance },
  Outcome: {
    description: 'What became of one indicator at one destination.',
    members: {
      ...provenance,
      destination: 'Null where it never got as far as one.',
      externalId: 'The identity of the indicator.',
      observable: 'What it is about.',
      id: 'The id under which the destination holds it.',
      reason: 'Null where there is nothing to explain.',
      requestIds: "The destination's ids of the call, for its support.",
      attempt: '1 for the first try.',
      parkedAs: 'The id of what is kept of it, for parked.',
    },
  },
  Counts: { description: 'How many outcomes there are of each state.' },
  Report: { description: 'What became of an event: an outcome for everything that was in it.' },
  ShownAt: {
    description: 'What a destination would be sent of one indicator, or why it would not be asked.',
    members: {
      destination: 'The name of the destination.',
      kind: 'graph, sentinel or defender: which API it is.',
      route:
        'The route of the profile that decides of it there: its name or its place. Null where none does, or there are none.',
      call: 'The call that creates it there, alone and anew; its path is below the address of the API. Null where it would not be asked.',
      reason: 'Why it would not be asked: docs/outcomes.md lists the codes. Null where it would.',
      takesBack:
        'Where only its action keeps it away: the call that takes back what its source said of it before. Else absent.',
      urlHost:
        'Where its route adds the host of its URL (urlHost in the profile): that indicator, or why it is not added. Else absent.',
    },
  },
  Preview: { description: 'What an event would come to.' },
  ValidationResponse: {
    description: 'The code that Event Grid sent, to prove that this endpoint is wanted.',
  },
  ParkedItem: {
    description: 'The label on what was given up for now.',
    members: {
      reason: 'Code of the reason; docs/parked.md says what to do.',
      destination: 'Null for an event, which is for every destination.',
      source: 'As the envelope says; null where a version before this one parked it.',
      indicators: '0 where it could not be read.',
    },
  },
  ParkedPage: {
    description: 'A page of what is parked, the newest first.',
    members: { next: 'What to send as next for the page after; null on the last one.' },
  },
  RecordedOutcome: {
    description: 'An outcome as it is kept to be read.',
    members: {
      recordedAt: 'When it was kept.',
      cursor: 'Sent as after, reading goes on behind this one.',
    },
  },
  OutcomePage: {
    description: 'A page of outcomes: the newest first, with after the oldest.',
    members: {
      next: 'What to send as next for the page after, null on the last one; with after what to send as after.',
    },
  },
  Intake: {
    description: 'How far an intake has come, by what is kept of its outcomes.',
    members: {
      feed: 'Of a list that is worked off in parts; null: it was read as one event.',
      queued: 'Indicators that wait for a destination, one for each of the two.',
      settled: 'Outcomes that are final, by state; what is parked waits for somebody.',
      reasons: 'The same by destination and code of the reason, the most first.',
      done: 'Every line is read, and nothing waits for a destination.',
      allCounted: 'False: it has more outcomes than are counted at once, so that the numbers are too small.',
    },
  },
  ShadowReport: {
    description: 'What came of indicators at a shadow, beside what came of them where it is not one.',
    members: {
      of: 'The destination that it shadows.',
      same: 'How many came to the same at both.',
      different: 'How many did not.',
      missed: 'How many were not tried there: too much waited, or they could not be queued.',
      complete: 'False: there are more than are counted at once, so that the numbers are too small.',
      differences: 'The newest first; expected is what came of it at the other.',
      next: 'What to send as next for the page after; null on the last one.',
    },
  },
  FailedBack: {
    description: 'That what is new goes to a destination again.',
    members: { failedOverSince: 'Since when it did not; null: it did.' },
  },
  Earlier: { description: 'That a thing was parked before, and replayed.' },
  Parked: {
    description: 'What is parked, whole.',
    members: {
      content: 'The event as it arrived, or a job.',
      raw: 'The text of the queue message, where `content` is what was found in it.',
      history: 'The times before, the last one at the end.',
    },
  },
  Replayed: {
    description: 'What came of a replay.',
    members: {
      parkedAs: 'Under which ids it was parked anew; usually none.',
      removed: 'False: all was done, but it is still listed. Drop it, or replay it again.',
    },
  },
  TakenBack: {
    description: 'What would be taken back, or what came of it.',
    members: {
      count: 'How many match, at all destinations.',
      goes: 'How many of them go: what another source says too stays.',
      remembered:
        'Of a real one: at how many places it was not held, and it is remembered that it was taken back, so that what still waits does not go out.',
      indicators: 'Of a dry run, the first 5,000.',
      more: 'Of a dry run: how many more match.',
      outcomes: 'Of a real one, an outcome for each.',
    },
  },
  Found: {
    description:
      'A page of what each destination has of an indicator, or had, by the ledger; the newest first.',
    members: {
      count: 'How many match, on all pages.',
      next: 'To be sent as next for the page after this; null on the last.',
    },
  },
  Verified: { description: 'What each destination shows of what the ledger says of it.' },
  Repaired: {
    description:
      'A dry run lists what would be put back (indicators, at most 5,000, and how many more); else what came of it (counts, outcomes).',
    members: {
      goes: 'How many of them are sent again.',
      unseen: 'Destinations that could not be seen to the end, or not at all.',
    },
  },
  Erased: {
    description: 'What is kept of a value or an event, or how much of it was erased.',
    members: {
      count: 'Of a dry run: how much would be erased, rows, outcomes and parked things together.',
      held: 'Of a dry run: rows of what is held, which stay. Take it back first.',
      rows: 'Rows of the ledger.',
      outcomes: 'Outcomes that are kept to be read.',
      parked: 'Parked things, each gone as a whole.',
    },
  },
  Health: { description: 'How the deployment is: a line for each thing that was looked at.' },
  HealthLine: {
    description: 'One thing that was looked at.',
    members: { cause: 'Null where it is well.', remedy: 'Null where it is well.' },
  },
  Problem: {
    description: 'Problem details (RFC 9457).',
    members: {
      type: 'urn:indicator-gateway:problem: and a stable name.',
      errors: 'Each place, with what was expected there.',
    },
  },
  EventProblem: { description: 'A problem, with the report where the event could be opened.' },
  PreviewProblem: { description: 'A problem, with what was left where the event could be opened.' },
  CountDiffers: { description: 'A problem, with how many match.' },
  TooLarge: { description: 'A problem, with the limit.' },
};
