import { unsettled } from './bulk-operation';
import { type DelivererOptions } from '../delivery';
import { countingRetries, type Measuring } from '../delivery-metrics';
import { createCircuit, createRetry } from '../resilience';
import { type SendBatch } from './send-batch';

/** Batches in a row that settle nothing before the destination is left alone. */
const failuresToOpen = 5;

/** Sends no batch while the destination is left alone; each item then gets `circuit-open`. */
export const breakingCircuit =
  (
    { rules, onCircuit }: Pick<DelivererOptions, 'rules' | 'onCircuit'>,
    { telemetry, destination, now }: Measuring,
  ) =>
  (send: SendBatch): SendBatch => {
    let isOpen = false;
    const circuit = createCircuit({
      now,
      failuresToOpen,
      openSeconds: rules.breakerSeconds,
      onOpen: (detail) => {
        isOpen = true;
        onCircuit('open', detail);
      },
      onClose: () => {
        isOpen = false;
        onCircuit('closed', null);
      },
    });
    return async (operation, items, deadline) => {
      const result = await circuit(() => send(operation, items, deadline));
      telemetry.gauge('gateway.circuit.open', isOpen ? 1 : 0, { destination });
      return result._tag === 'Done'
        ? result.verdicts
        : items.map((item) => unsettled(operation.externalIdOf(item), result.detail));
    };
  };

/** Sends a batch again after a short trouble. */
export const retryingInPlace =
  (random: () => number, measuring: Measuring) =>
  (send: SendBatch): SendBatch => {
    const retry = createRetry(random);
    return (operation, items, deadline) =>
      retry(countingRetries(measuring, () => send(operation, items, deadline)));
  };
