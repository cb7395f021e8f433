"""A real server: hot swap under load, drain, several processes, and clients that leave."""

import signal
import socket
import threading
import time
from pathlib import Path
from urllib.parse import quote_plus

import httpx2
import pytest

from ontology.manifest import CurrentPointer
from tests.service.release_folders import write_release
from tests.service.serving import Server, served

ONE = "@prefix e: <http://example.org/> . e:g { e:a e:b 1 }"
TWO = "@prefix e: <http://example.org/> . e:g { e:a e:b 2 }"
QUERY = "/sparql?query=SELECT+?o+{+<http://example.org/a>+<http://example.org/b>+?o+}&format=csv"
TEN = " ".join(map(str, range(10)))
RUNAWAY = "SELECT (COUNT(*) AS ?n) {" + " ".join(f"VALUES ?v{i} {{ {TEN} }}" for i in range(20)) + "}"


def test_a_new_release_is_taken_up_under_load_without_one_failed_request(tmp_path: Path) -> None:
    first = write_release(tmp_path, ONE)
    second = write_release(tmp_path, TWO, publish=False)
    answers: list[tuple[int, str, str]] = []
    stop = threading.Event()

    def ask(server: Server, number: int) -> None:
        with httpx2.Client() as client:
            while not stop.is_set():
                response = client.get(f"{server.url}{QUERY}&x={number % 3}", headers={"cache-control": "no-cache"})
                answers.append((response.status_code, response.headers["x-policygraph-release"], response.text))

    with served(tmp_path, log=tmp_path / "log", poll_seconds=0.05, budget_seconds=0) as server:
        threads = [threading.Thread(target=ask, args=(server, number)) for number in range(4)]
        for thread in threads:
            thread.start()
        for release in (second, first, second, first):
            time.sleep(0.4)
            CurrentPointer(tmp_path).swap(release)
        time.sleep(0.4)
        stop.set()
        for thread in threads:
            thread.join()
    assert {(status, release, text) for status, release, text in answers} == {
        (200, first, "o\r\n1\r\n"),
        (200, second, "o\r\n2\r\n"),
    }


def test_sigterm_lets_a_running_query_end(tmp_path: Path) -> None:
    write_release(tmp_path, ONE)
    outcome: list[httpx2.Response] = []
    with served(tmp_path, log=tmp_path / "log", query_seconds=5) as server:

        def ask() -> None:
            outcome.append(httpx2.get(server.url + "/sparql", params={"query": RUNAWAY, "timeout": "1"}))

        thread = threading.Thread(target=ask)
        thread.start()
        time.sleep(0.4)
        server.process.send_signal(signal.SIGTERM)
        thread.join()
        assert outcome[0].status_code == 504
        assert server.process.wait(10) == -signal.SIGTERM
        with pytest.raises(httpx2.TransportError):
            httpx2.get(server.url + "/health")


def test_two_server_processes_share_one_release_and_one_set_of_metrics(tmp_path: Path) -> None:
    release = write_release(tmp_path, ONE)
    with served(tmp_path, log=tmp_path / "log", workers=2, engine_workers=1, ready_bytes=0) as server:
        for _ in range(30):
            assert httpx2.get(server.url + QUERY).headers["x-policygraph-release"] == release
        text = httpx2.get(server.url + "/metrics").text
    line = next(line for line in text.splitlines() if 'route="/sparql",status="200"' in line and "total" in line)
    assert float(line.split()[1]) == 30


def test_a_client_that_leaves_takes_its_query_with_it(tmp_path: Path) -> None:
    write_release(tmp_path, ONE)
    with served(tmp_path, log=tmp_path / "log", query_seconds=30, engine_workers=1) as server:
        host, port = server.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as connection:
            query = quote_plus(RUNAWAY)
            connection.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(0.5)
        began = time.monotonic()
        assert httpx2.get(server.url + QUERY, timeout=10).status_code == 200
        assert time.monotonic() - began < 2


def test_health_answers_while_every_worker_is_busy(server: Server) -> None:
    def ask() -> None:
        httpx2.get(server.url + "/sparql", params={"query": RUNAWAY, "timeout": "1"})

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    times = []
    with httpx2.Client() as client:
        for _ in range(20):
            response = client.get(server.url + "/health")
            times.append(response.elapsed.total_seconds())
            assert response.status_code == 200
    for thread in threads:
        thread.join()
    assert sorted(times)[18] < 0.25
