"""A kernel of a language that only prints: ``fail`` is an error, everything else its own text."""

from typing import Any, Dict

from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel


class EchoKernel(Kernel):
    implementation = banner = "echo"
    implementation_version = "1"
    language_info = {"name": "echo", "mimetype": "text/plain", "file_extension": ".txt"}

    async def do_execute(self, code: str, silent: bool, *args: Any, **more: Any) -> Dict[str, Any]:
        if code == "fail":
            error = {"ename": "Fail", "evalue": "no", "traceback": ["no", "more"]}
            self.send_response(self.iopub_socket, "error", error)
            return {"status": "error", "execution_count": self.execution_count, **error}
        self.send_response(self.iopub_socket, "stream", {"name": "stdout", "text": code + "\n"})
        return {"status": "ok", "execution_count": self.execution_count, "payload": [], "user_expressions": {}}


if __name__ == "__main__":
    IPKernelApp.launch_instance(kernel_class=EchoKernel)
